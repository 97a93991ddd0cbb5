package dev.nightjar.tsdb;

import dev.nightjar.model.MetricMetadata;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What senders say about families of metrics, in memory and, a record each family, in RocksDB. Senders say the same
 * every minute: what is known already is neither logged nor written again, but for its time once an hour. Thread-safe;
 * {@link #note} is called under the head's write lock.
 */
final class MetadataTable {
    static final int MOST_FAMILIES = 200_000;
    static final int MOST_OF_A_FAMILY = 8;
    static final int MOST_TEXT = 4096;

    private static final long RENEW_MILLIS = Duration.ofHours(1).toMillis();

    private final ChunkStore store;
    private final int mostFamilies;
    private final TreeMap<String, List<Seen>> families = new TreeMap<>();

    private record Seen(MetricMetadata about, long millis) {}

    MetadataTable(ChunkStore store, int mostFamilies) {
        this.store = store;
        this.mostFamilies = mostFamilies;
    }

    /** The same with texts of bounded length. */
    static MetricMetadata bounded(MetricMetadata about) {
        return new MetricMetadata(about.family(), about.type(), cut(about.help()), cut(about.unit()));
    }

    private static String cut(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT;
        return text.substring(0, end);
    }

    /** Whether {@link #note} would change something; false too for what there is no room for. */
    synchronized boolean isNews(MetricMetadata about, long nowMillis) {
        List<Seen> known = families.get(about.family());
        if (known == null) {
            return families.size() < mostFamilies
                    && !about.family().isEmpty()
                    && about.family().length() <= MOST_TEXT;
        }
        Seen newest = known.getFirst();
        return !newest.about.equals(about) || nowMillis - newest.millis >= RENEW_MILLIS;
    }

    synchronized void note(MetricMetadata about, long seenMillis) {
        List<Seen> known = families.computeIfAbsent(about.family(), family -> new ArrayList<>(1));
        known.removeIf(seen -> seen.about.equals(about));
        known.addFirst(new Seen(about, seenMillis));
        if (known.size() > MOST_OF_A_FAMILY) {
            known.removeLast();
        }
        store.putMetadata(key(about.family()), encode(known));
    }

    /** Forgets what nobody has said since; changes become visible on disk with the store's next commit. */
    synchronized void forgetBefore(long millis) {
        families.entrySet().removeIf(family -> {
            if (family.getValue().removeIf(seen -> seen.millis < millis)) {
                if (family.getValue().isEmpty()) {
                    store.deleteMetadata(key(family.getKey()));
                    return true;
                }
                store.putMetadata(key(family.getKey()), encode(family.getValue()));
            }
            return false;
        });
    }

    synchronized Map<String, List<MetricMetadata>> read(String family) {
        Map<String, List<MetricMetadata>> found = new LinkedHashMap<>();
        if (family.isEmpty()) {
            families.forEach((name, seen) -> found.put(name, about(seen)));
        } else if (families.containsKey(family)) {
            found.put(family, about(families.get(family)));
        }
        return found;
    }

    private static List<MetricMetadata> about(List<Seen> seen) {
        return seen.stream().map(Seen::about).toList();
    }

    private static byte[] key(String family) {
        return family.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encode(List<Seen> known) {
        ByteSink out = new ByteSink(128);
        for (Seen seen : known) {
            out.writeByte(MetadataTypes.number(seen.about.type()));
            AttachedEntry.text(seen.about.help(), out);
            AttachedEntry.text(seen.about.unit(), out);
            out.writeVarint(seen.millis);
        }
        return Arrays.copyOf(out.bytes(), out.size());
    }

    /** Takes in a record of the disk, at start. */
    synchronized void load(byte[] key, byte[] value) {
        String family = new String(key, StandardCharsets.UTF_8);
        ByteSource in = new ByteSource().over(value, 0, value.length);
        List<Seen> known = new ArrayList<>(1);
        while (in.remaining() > 0) {
            MetricMetadata.Type type = MetadataTypes.type(in.readByte(), in);
            String help = AttachedEntry.text(in);
            String unit = AttachedEntry.text(in);
            known.add(new Seen(new MetricMetadata(family, type, help, unit), in.readVarint()));
        }
        if (!known.isEmpty()) {
            families.put(family, known);
        }
    }
}
