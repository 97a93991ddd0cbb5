package dev.nightjar.web.loki;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.ServiceName;
import dev.nightjar.query.QueryValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Adds up bytes by labels and time, and answers the largest. Used by one thread. */
final class VolumeTable {
    /**
     * What volumes are added up by.
     *
     * @param names of the labels that matter; none for all
     * @param required whether a stream must have all of them to count
     * @param byLabel one sum for each label's name, whatever its value
     */
    record Grouping(List<String> names, boolean required, boolean byLabel) {
        Grouping {
            names = List.copyOf(names);
        }

        Labels kept(Labels stream) {
            if (names.isEmpty()) {
                return stream;
            }
            Labels kept = stream.keep(names);
            return names.contains(ServiceName.LABEL) ? kept.with(ServiceName.LABEL, ServiceName.of(stream)) : kept;
        }
    }

    /** Sums by the end of their slice, in milliseconds. */
    private record Row(Labels labels, TreeMap<Long, Long> bytes) {
        long total() {
            return bytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final Comparator<Row> LARGEST_FIRST =
            Comparator.comparingLong(Row::total).reversed().thenComparing(Row::labels);

    private final Grouping grouping;
    private final Map<Labels, Row> rows = new HashMap<>();
    private long lines;

    VolumeTable(Grouping grouping) {
        this.grouping = grouping;
    }

    void add(Labels stream, long endMillis, long streamLines, long streamBytes) {
        Labels kept = grouping.kept(stream);
        if (kept.isEmpty()
                || (grouping.required() && kept.size() < grouping.names().size())) {
            return;
        }
        lines += streamLines;
        if (grouping.byLabel()) {
            for (Label label : kept) {
                put(nameOnly(label.name()), endMillis, streamBytes);
            }
        } else {
            put(kept, endMillis, streamBytes);
        }
    }

    /** Loki answers a name as a label without a value, which a label set cannot hold. */
    private static Labels nameOnly(String name) {
        return Labels.ofSortedPairs(new String[] {name, ""});
    }

    private void put(Labels labels, long endMillis, long bytes) {
        rows.computeIfAbsent(labels, each -> new Row(each, new TreeMap<>()))
                .bytes()
                .merge(endMillis, bytes, Long::sum);
    }

    int size() {
        return rows.size();
    }

    /** Of the streams that counted. */
    long lines() {
        return lines;
    }

    QueryValue vector(int limit) {
        return new QueryValue.InstantVector(largest(limit)
                .map(row -> new QueryValue.Sample(row.labels(), row.bytes().lastKey(), row.total()))
                .toList());
    }

    QueryValue matrix(int limit) {
        return new QueryValue.RangeMatrix(largest(limit)
                .map(row -> new QueryValue.Series(
                        row.labels(),
                        longs(row.bytes().keySet()),
                        values(row.bytes().values())))
                .toList());
    }

    private Stream<Row> largest(int limit) {
        return rows.values().stream().sorted(LARGEST_FIRST).limit(limit);
    }

    private static long[] longs(Collection<Long> times) {
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static double[] values(Collection<Long> bytes) {
        return bytes.stream().mapToDouble(Long::doubleValue).toArray();
    }
}
