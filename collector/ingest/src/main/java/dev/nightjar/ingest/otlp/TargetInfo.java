package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.BatchColumns;
import dev.nightjar.ingest.MalformedException;
import java.util.TreeMap;

/**
 * Writes the attributes of a resource as the series {@code target_info}, to be joined by {@code job} and
 * {@code instance}: a sample wherever one of the resource's points would not find the one before any more.
 */
final class TargetInfo {
    private static final byte[] NAME = Metric.bytes("target_info");
    private static final byte[] JOB = Metric.bytes("job");
    private static final byte[] INSTANCE = Metric.bytes("instance");

    /** Half of the time a query looks back. */
    private static final long EVERY_MILLIS = 150_000;

    /** So that one point with a wrong time does not make millions. */
    private static final int MOST_SAMPLES = 1000;

    private static final byte[] NO_MESSAGE = new byte[0];

    private final SeriesWriter writer;
    private final AttributeNames names;
    private final boolean keepsIdentifying;
    private final Refusals refusals;
    private long earliestMillis;
    private long latestMillis;

    TargetInfo(SeriesWriter writer, AttributeNames names, boolean keepsIdentifying, Refusals refusals) {
        this.writer = writer;
        this.names = names;
        this.keepsIdentifying = keepsIdentifying;
        this.refusals = refusals;
    }

    void begin() {
        earliestMillis = Long.MAX_VALUE;
        latestMillis = 0;
    }

    /** A point of the resource has this time. */
    void seen(long nanos) {
        if (nanos > 0) {
            earliestMillis = Math.min(earliestMillis, nanos / 1_000_000);
            latestMillis = Math.max(latestMillis, nanos / 1_000_000);
        }
    }

    /** Writes nothing for a resource that is nothing beside its identity, or has none. */
    void write(Resource resource) throws MalformedException {
        boolean more = !Resource.IDENTIFYING.containsAll(resource.attributes().keySet());
        boolean identified = !resource.job().isEmpty() || !resource.instance().isEmpty();
        if (latestMillis == 0 || !more || !identified) {
            return;
        }
        writer.beginScope();
        // colliding keys are joined in their order, as those of points are
        TreeMap<String, String> labels = new TreeMap<>();
        new TreeMap<>(resource.attributes()).forEach((key, value) -> {
            String name = names.name(key);
            if (!name.isEmpty() && (keepsIdentifying || !Resource.IDENTIFYING.contains(key))) {
                labels.merge(name, value, (one, other) -> one + ";" + other);
            }
        });
        labels.forEach((name, value) -> writer.promoted(Metric.bytes(name), value));
        identity(JOB, resource.job());
        identity(INSTANCE, resource.instance());
        writer.beginPoint();
        try {
            writer.endAttributes(NO_MESSAGE);
        } catch (RefusedPointException e) {
            refusals.add(e.code(), "target_info of " + resource.job() + ": " + e.text(), 0);
            return;
        }
        samples(writer.putLabels(NAME));
    }

    private void identity(byte[] name, String value) {
        if (!value.isEmpty()) {
            writer.identity(name, value);
        }
    }

    private void samples(int labels) {
        BatchColumns columns = writer.columns();
        columns.beginSeries();
        long one = Double.doubleToRawLongBits(1);
        long first = Math.max(earliestMillis, latestMillis - MOST_SAMPLES * EVERY_MILLIS);
        for (long millis = first; millis < latestMillis; millis += EVERY_MILLIS) {
            columns.sample(millis, one);
        }
        columns.sample(latestMillis, one);
        writer.end(labels);
    }
}
