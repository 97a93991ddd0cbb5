package dev.nightjar.query.deviation;

import dev.nightjar.query.deviation.RangeQuery.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ranks the instances of a service by how unlike their peers they are. Thread-safe where its {@link RangeQuery} is. */
public final class DeviationAnalysis {
    private static final int STEPS = 120;
    private static final long SHORTEST_STEP_MILLIS = 5_000;
    private static final long NEWEST_MILLIS = 60_000;

    /** Causes before symptoms: of two findings that are equally odd, the resource is worth more than the latency. */
    private static final Comparator<Deviation> ODDEST_FIRST = Comparator.comparing(
                    (Deviation deviation) -> deviation.signal().group().equals("requests"))
            .thenComparing(Comparator.comparingDouble(Deviation::score).reversed())
            .thenComparing(Deviation::instance);

    private final RangeQuery queries;
    private final List<Signal> signals;

    public DeviationAnalysis(RangeQuery queries, List<Signal> signals) {
        this.queries = queries;
        this.signals = List.copyOf(signals);
    }

    /**
     * Compares the instances over the range; what stands out at its end is a finding.
     *
     * @return every instance that reports any signal, oddest first
     */
    public List<RankedInstance> rank(String service, long startMillis, long endMillis) {
        Map<String, List<Deviation>> findings = new TreeMap<>();
        for (Signal signal : signals) {
            for (Deviation deviation : compare(signal, service, startMillis, endMillis, findings)) {
                findings.computeIfAbsent(deviation.instance(), name -> new ArrayList<>())
                        .add(deviation);
            }
        }
        List<RankedInstance> ranked = new ArrayList<>();
        findings.forEach((instance, found) -> {
            found.sort(ODDEST_FIRST);
            double score = found.stream().mapToDouble(Deviation::score).max().orElse(0);
            ranked.add(new RankedInstance(instance, score, found));
        });
        ranked.sort(Comparator.comparingDouble(RankedInstance::score)
                .reversed()
                .thenComparing(RankedInstance::instance, DeviationAnalysis::naturally));
        return ranked;
    }

    private List<Deviation> compare(
            Signal signal, String service, long startMillis, long endMillis, Map<String, List<Deviation>> seen) {
        long step = Math.max(SHORTEST_STEP_MILLIS, (endMillis - startMillis) / STEPS / 1000 * 1000);
        String window = Math.max(30, 4 * step / 1000) + "s";
        String selector = "service=\"" + service.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        Map<String, List<Row>> byDevice = new TreeMap<>();
        for (Row row : queries.ask(signal.query(selector, window), startMillis, endMillis, step)) {
            String instance = row.labels().get("instance");
            if (!instance.isEmpty()) {
                seen.computeIfAbsent(instance, name -> new ArrayList<>());
                String device = signal.device().isEmpty() ? "" : row.labels().get(signal.device());
                byDevice.computeIfAbsent(device, name -> new ArrayList<>()).add(row);
            }
        }
        List<Deviation> found = new ArrayList<>();
        int newest = (int) Math.max(3, NEWEST_MILLIS / step);
        byDevice.forEach((device, rows) -> {
            double[][] values = rows.stream().map(Row::values).toArray(double[][]::new);
            PeerComparison comparison = new PeerComparison(values, newest, signal.worse(), signal.matters());
            for (int i = 0; i < rows.size(); i++) {
                int onset = comparison.onset(i);
                if (comparison.score(i) >= 1 && onset >= 0) {
                    found.add(new Deviation(
                            signal,
                            rows.get(i).labels().get("instance"),
                            device,
                            comparison.value(i),
                            comparison.peers(i),
                            startMillis + onset * step,
                            comparison.score(i),
                            signal.sentence(comparison.value(i), comparison.peers(i), device)));
                }
            }
        });
        return found;
    }

    /** {@code checkout-2} before {@code checkout-10}. */
    private static int naturally(String a, String b) {
        String textA = a.replaceAll("\\d+$", "");
        String textB = b.replaceAll("\\d+$", "");
        int order = textA.compareTo(textB);
        if (order != 0) {
            return order;
        }
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
}
