package dev.nightjar.ingest.push;

import dev.nightjar.ingest.LabelPairs;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.Labels;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the body of a push, in whichever of the three formats its type says. All of it is good, or none is taken. */
final class PushedBody {
    /** Pushgateway's own, of which a job cannot say anything. */
    static final String PUSH_TIME = "push_time_seconds";

    static final String PUSH_FAILURE_TIME = "push_failure_time_seconds";

    private static final Set<String> RESERVED = Set.of(PUSH_TIME, PUSH_FAILURE_TIME);

    private final Labels group;
    private final Pushed pushed = new Pushed();
    private final LabelPairs labels = new LabelPairs();

    PushedBody(Labels group) {
        this.group = group;
    }

    static Pushed read(byte[] body, String contentType, Labels group) throws MalformedException {
        PushedBody reading = new PushedBody(group);
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/vnd.google.protobuf")) {
            new PushedFamilies(reading, body).read();
        } else {
            new PushedText(reading, body, type.startsWith("application/openmetrics-text")).read();
        }
        return reading.pushed;
    }

    Pushed pushed() {
        return pushed;
    }

    /** @param found the sample's own labels, over which those of the group win */
    void add(Map<String, String> found, Pushed.Series one, boolean timed) throws MalformedException {
        String name = found.getOrDefault(Labels.METRIC_NAME, "");
        if (timed) {
            throw new MalformedException(
                    400,
                    "timestamp",
                    "the metric " + name + " has a timestamp; what is pushed is as of now: leave it out");
        }
        if (RESERVED.contains(name)) {
            return;
        }
        labels.clear();
        found.forEach(labels::add);
        group.forEach(label -> labels.add(label.name(), label.value()));
        Labels all = labels.labels();
        if (!pushed.add(all, one)) {
            throw new MalformedException(
                    400, "duplicate_series", "the series " + all + " is there twice, with the group's labels");
        }
    }
}
