package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.exposition.ExpositionException;
import dev.nightjar.ingest.exposition.ExpositionReader;
import dev.nightjar.model.MetricMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a target says about its metrics. A line that says what it said before is known by its bytes and not read again.
 * Lines are read by one thread; {@link #list} may be asked by any.
 */
final class KnownMetadata {
    /** Beyond so many lines they are learned anew: a target that writes other ones each time must not fill the memory. */
    private static final int MOST_LINES = 100_000;

    private ByteKeys lines = new ByteKeys();
    private final List<MetricMetadata> saidByLine = new ArrayList<>();
    private final Map<String, MetricMetadata> families = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** Takes a TYPE, HELP or UNIT in. */
    void take(ExpositionReader.Entry entry, byte[] in, ExpositionReader line) throws ExpositionException {
        int known = lines.find(in, line.from(), line.to());
        if (known >= 0) {
            MetricMetadata said = saidByLine.get(known);
            MetricMetadata now = families.get(said.family());
            if (now != null && says(entry, now).equals(says(entry, said))) {
                return;
            }
        }
        String family = line.family();
        MetricMetadata before;
        MetricMetadata after;
        synchronized (this) {
            before = families.getOrDefault(family, new MetricMetadata(family, MetricMetadata.Type.UNKNOWN, "", ""));
            after = with(entry, before, line.text());
            families.put(family, after);
        }
        if (!after.equals(before)) {
            changed.add(family);
        }
        if (known >= 0) {
            saidByLine.set(known, after);
        } else {
            if (lines.count() >= MOST_LINES) {
                lines = new ByteKeys();
                saidByLine.clear();
            }
            lines.add(in, line.from(), line.to());
            saidByLine.add(after);
        }
    }

    /** The same for a family that is described whole. */
    void take(MetricMetadata about) {
        synchronized (this) {
            if (!about.equals(families.put(about.family(), about))) {
                changed.add(about.family());
            }
        }
    }

    private static MetricMetadata with(ExpositionReader.Entry entry, MetricMetadata before, String text) {
        return switch (entry) {
            case TYPE -> new MetricMetadata(before.family(), type(text), before.help(), before.unit());
            case HELP -> new MetricMetadata(before.family(), before.type(), text, before.unit());
            case UNIT -> new MetricMetadata(before.family(), before.type(), before.help(), text);
            case SAMPLE, END -> before;
        };
    }

    private static String says(ExpositionReader.Entry entry, MetricMetadata about) {
        return switch (entry) {
            case TYPE -> about.type().text();
            case HELP -> about.help();
            case UNIT -> about.unit();
            case SAMPLE, END -> "";
        };
    }

    private static MetricMetadata.Type type(String text) {
        // "untyped" among others is unknown
        return MetricMetadata.Type.named(text.strip().toLowerCase(Locale.ROOT)).orElse(MetricMetadata.Type.UNKNOWN);
    }

    /** What is to be stored, as it changed since {@link #settle}. */
    List<MetricMetadata> changes() {
        return changed.stream().map(families::get).toList();
    }

    void settle() {
        changed.clear();
    }

    /** Everything it says, by family. */
    synchronized List<MetricMetadata> list() {
        return families.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }
}
