package dev.nightjar.server.wiring;

import dev.nightjar.postmortems.incident.EvidenceSource;
import dev.nightjar.query.deviation.Deviation;
import dev.nightjar.query.deviation.DeviationAnalysis;
import dev.nightjar.query.deviation.RankedInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What may explain an incident: instances unlike their peers, and logs that are louder than before. */
public final class ServiceEvidence implements EvidenceSource {
    private final DeviationAnalysis deviations;
    private final LogBursts bursts;

    public ServiceEvidence(DeviationAnalysis deviations, LogBursts bursts) {
        this.deviations = deviations;
        this.bursts = bursts;
    }

    @Override
    public List<Finding> find(String service, Instant from, Instant until) {
        List<Finding> found = new ArrayList<>();
        for (RankedInstance instance : deviations.rank(service, from.toEpochMilli(), until.toEpochMilli())) {
            for (Deviation deviation : instance.findings()) {
                found.add(finding(service, deviation));
            }
        }
        found.sort(Comparator.comparingDouble(Finding::score).reversed());
        found.addAll(bursts.find(service, from, until));
        return found;
    }

    private static Finding finding(String service, Deviation deviation) {
        String selector = "service=\"" + service + "\", instance=\"" + deviation.instance() + "\"";
        return new Finding(
                "deviation",
                deviation.instance(),
                deviation.resource(),
                Instant.ofEpochMilli(deviation.sinceMillis()),
                deviation.instance() + " " + deviation.text(),
                deviation.signal().query(selector, "1m"),
                deviation.score());
    }
}
