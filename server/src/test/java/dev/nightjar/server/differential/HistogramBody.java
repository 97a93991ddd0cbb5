package dev.nightjar.server.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Turns series of native histograms into a remote-write 2.0 request, by the field numbers of its protobuf and by hand. */
final class HistogramBody {
    /** An index not further than this behind the one before shares its span; what lies between counts 0. */
    private static final int WIDEST_GAP = 2;

    private final Map<String, Long> symbols = new LinkedHashMap<>(Map.of("", 0L));
    private final ProtoBytes timeSeries = new ProtoBytes();

    private HistogramBody() {}

    /**
     * A request for the first runs of all series, one for the second, and so on: of one request, Prometheus stores all
     * numbers before all histograms, whatever their times.
     */
    static List<byte[]> of(List<HistogramData.Series> series) {
        int most = series.stream().mapToInt(each -> each.runs().size()).max().orElse(0);
        return IntStream.range(0, most).mapToObj(run -> of(series, run)).toList();
    }

    private static byte[] of(List<HistogramData.Series> series, int run) {
        HistogramBody body = new HistogramBody();
        series.stream()
                .filter(each -> run < each.runs().size())
                .forEach(each -> body.timeSeries.message(
                        5, body.run(each.labels(), each.runs().get(run))));
        ProtoBytes request = new ProtoBytes();
        body.symbols.keySet().forEach(symbol -> request.text(4, symbol));
        byte[] head = request.toByteArray();
        byte[] tail = body.timeSeries.toByteArray();
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private ProtoBytes run(SortedMap<String, String> labels, HistogramData.Run run) {
        List<Long> references = new ArrayList<>();
        labels.forEach((name, value) -> {
            references.add(symbol(name));
            references.add(symbol(value));
        });
        ProtoBytes message = new ProtoBytes().varints(1, references);
        switch (run) {
            case HistogramData.Run.Numbers numbers -> {
                for (int i = 0; i < numbers.times().size(); i++) {
                    message.message(
                            2,
                            new ProtoBytes()
                                    .fixed64(1, numbers.values().get(i))
                                    .varint(2, numbers.times().get(i)));
                }
            }
            case HistogramData.Run.Histograms histograms ->
                histograms.histograms().forEach(each -> message.message(3, histogram(each)));
        }
        return message;
    }

    private long symbol(String text) {
        return symbols.computeIfAbsent(text, _ -> (long) symbols.size());
    }

    private static ProtoBytes histogram(WireHistogram sent) {
        ProtoBytes message = new ProtoBytes();
        if (sent.floats()) {
            message.fixed64(2, sent.count());
        } else {
            message.varint(1, (long) sent.count());
        }
        message.fixed64(3, sent.sum())
                .varint(4, ProtoBytes.zigzag(sent.schema()) & 0xffff_ffffL)
                .fixed64(5, sent.zeroThreshold());
        if (sent.floats()) {
            message.fixed64(7, sent.zeroCount());
        } else {
            message.varint(6, (long) sent.zeroCount());
        }
        buckets(message, 8, sent.negative(), sent.floats());
        buckets(message, 11, sent.positive(), sent.floats());
        return message.varint(14, sent.hint()).varint(15, sent.timeMillis()).doubles(16, sent.bounds());
    }

    /** Spans in {@code field}, differences of counts in the field behind, fractions in the one behind that. */
    private static void buckets(ProtoBytes to, int field, SortedMap<Integer, Double> counts, boolean floats) {
        List<Double> dense = new ArrayList<>();
        List<int[]> spans = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Integer, Double> bucket : counts.entrySet()) {
            int gap = bucket.getKey() - next;
            if (spans.isEmpty() || gap > WIDEST_GAP) {
                spans.add(new int[] {gap, 0});
            } else {
                for (int i = 0; i < gap; i++) {
                    dense.add(0.0);
                }
                spans.getLast()[1] += gap;
            }
            spans.getLast()[1]++;
            dense.add(bucket.getValue());
            next = bucket.getKey() + 1;
        }
        spans.forEach(span -> to.message(
                field,
                new ProtoBytes()
                        .varint(1, ProtoBytes.zigzag(span[0]) & 0xffff_ffffL)
                        .varint(2, span[1])));
        if (floats) {
            to.doubles(field + 2, dense);
            return;
        }
        List<Long> deltas = new ArrayList<>();
        long before = 0;
        for (double count : dense) {
            deltas.add(ProtoBytes.zigzag((long) count - before));
            before = (long) count;
        }
        to.varints(field + 1, deltas);
    }
}
