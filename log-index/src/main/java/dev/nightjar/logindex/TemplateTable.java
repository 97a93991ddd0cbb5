package dev.nightjar.logindex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one application and day. Grows only; the sealing thread adds, any thread reads by number. The digest
 * covers all templates so far, each behind those before it, so that a block which names it vouches for them.
 */
final class TemplateTable {
    /** More would be a sign that something that varies was taken for fixed. */
    static final int MOST = 1 << 15;

    private final int id;
    private final String application;
    private final Map<Long, Integer> columns = new HashMap<>();
    private final WordCounts words = new WordCounts();
    private volatile Template[] byId = new Template[16];
    private int size;
    /** By number of templates covered. */
    private final List<byte[]> digests = new ArrayList<>();

    /** Number of a template plus one, at its key's hash; zero is free. At most half full. */
    private int[] slots = new int[64];

    TemplateTable(int id, String application) {
        this.id = id;
        this.application = application;
        digests.add(DayStream.sha256().digest(application.getBytes(StandardCharsets.UTF_8)));
    }

    int id() {
        return id;
    }

    String application() {
        return application;
    }

    WordCounts words() {
        return words;
    }

    int size() {
        return size;
    }

    int columns() {
        return columns.size();
    }

    byte[] digest() {
        return digests.getLast();
    }

    /** Whether {@code digest} is that of the first {@code count} templates. */
    boolean hasDigest(int count, byte[] digest) {
        return count >= 0 && count < digests.size() && Arrays.equals(digests.get(count), digest);
    }

    /** The number of the column for slots behind these bytes. */
    int column(long context) {
        return columns.computeIfAbsent(context, unknown -> columns.size());
    }

    @Nullable
    Template find(byte[] key, int length) {
        for (int at = hash(key, length) & (slots.length - 1); slots[at] != 0; at = (at + 1) & (slots.length - 1)) {
            Template template = byId[slots[at] - 1];
            if (template.hasKey(key, length)) {
                return template;
            }
        }
        return null;
    }

    private static int hash(byte[] key, int length) {
        return (int) LineTable.hash(0, key, 0, length);
    }

    /** A template that is not there yet. */
    Template add(byte[] key) {
        Template template = new Template(size, key, this);
        Template[] all = byId;
        if (size == all.length) {
            all = Arrays.copyOf(all, 2 * size);
        }
        all[size++] = template;
        byId = all;
        if (2 * size > slots.length) {
            slots = new int[2 * slots.length];
            for (int i = 0; i < size; i++) {
                enter(all[i]);
            }
        } else {
            enter(template);
        }
        MessageDigest next = DayStream.sha256();
        next.update(digests.getLast());
        digests.add(next.digest(key));
        return template;
    }

    private void enter(Template template) {
        int at = hash(template.key(), template.key().length) & (slots.length - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = template.id() + 1;
    }

    /** Null where there is none of this number. */
    @Nullable
    Template template(long number) {
        Template[] all = byId;
        return number >= 0 && number < all.length ? all[(int) number] : null;
    }
}
