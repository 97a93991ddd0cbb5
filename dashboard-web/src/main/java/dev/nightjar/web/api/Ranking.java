package dev.nightjar.web.api;

import dev.nightjar.query.deviation.Deviation;
import dev.nightjar.query.deviation.DeviationAnalysis;
import dev.nightjar.query.deviation.RankedInstance;
import dev.nightjar.query.deviation.Signals;
import dev.nightjar.web.api.Documents.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which instances of a service are unlike their peers, as documents. */
final class Ranking {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final DeviationAnalysis analysis;

    Ranking(MetricAnswers metrics) {
        analysis = new DeviationAnalysis(metrics, Signals.STANDARD);
    }

    /** Every known instance, oddest first; those that report no signal come last. */
    List<Documents.RankedInstance> rank(
            String service, Span span, List<String> instances, Map<String, String> versions) {
        List<RankedInstance> ranked = analysis.rank(service, span.startMillis(), span.endMillis());
        Set<String> seen = new HashSet<>();
        ranked.forEach(each -> seen.add(each.instance()));
        Stream<Documents.RankedInstance> reporting = ranked.stream()
                .map(each -> new Documents.RankedInstance(
                        each.instance(),
                        versions.get(each.instance()),
                        each.score(),
                        each.findings().stream().map(Ranking::finding).toList()));
        Stream<Documents.RankedInstance> silent = instances.stream()
                .filter(instance -> !seen.contains(instance))
                .map(instance -> new Documents.RankedInstance(instance, versions.get(instance), 0, List.of()));
        return Stream.concat(reporting, silent).toList();
    }

    static Finding finding(Deviation deviation) {
        return new Finding(
                deviation.signal().id(),
                deviation.instance(),
                deviation.device().isEmpty() ? "" : deviation.resource(),
                deviation.text() + ", since " + CLOCK.format(Instant.ofEpochMilli(deviation.sinceMillis())) + " UTC",
                deviation.sinceMillis(),
                deviation.score(),
                deviation.signal().id());
    }
}
