package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.BatchColumns;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.MetricMetadata;

/**
 * Turns OpenTelemetry's metrics into series as Prometheus has them, in one pass and without an object per sample. Used
 * once.
 */
final class MetricsDecoder extends Envelope {
    private static final int NAME = 1 << 3 | ProtoReader.LENGTH;
    private static final int DESCRIPTION = 2 << 3 | ProtoReader.LENGTH;
    private static final int UNIT = 3 << 3 | ProtoReader.LENGTH;
    private static final int GAUGE = 5 << 3 | ProtoReader.LENGTH;
    private static final int SUM = 7 << 3 | ProtoReader.LENGTH;
    private static final int HISTOGRAM = 9 << 3 | ProtoReader.LENGTH;
    private static final int EXPONENTIAL = 10 << 3 | ProtoReader.LENGTH;
    private static final int SUMMARY = 11 << 3 | ProtoReader.LENGTH;

    private static final int POINT = 1 << 3 | ProtoReader.LENGTH;
    private static final int TEMPORALITY = 2 << 3 | ProtoReader.VARINT;
    private static final int MONOTONIC = 3 << 3 | ProtoReader.VARINT;

    private static final int MOST_NAME_CHARACTERS = 1000;

    private static final byte[] JOB = Metric.bytes("job");
    private static final byte[] INSTANCE = Metric.bytes("instance");

    private final OtlpSettings settings;
    private final AttributeNames names;
    private final SeriesWriter writer;
    private final Refusals refusals = new Refusals();
    private final TargetInfo targetInfo;
    private final NumberPoints numbers;
    private final BucketPoints buckets;
    private final ExponentialPoints exponentials;
    private final SummaryPoints summaries;
    private Resource resource = Resource.UNKNOWN;
    private int points;

    /** @param mostBytes that the labels of all series may take */
    MetricsDecoder(
            byte[] body,
            int length,
            OtlpSettings settings,
            AttributeNames names,
            RunningTotals.Change change,
            BatchColumns columns,
            int mostBytes) {
        super(body, length);
        this.settings = settings;
        this.names = names;
        writer = new SeriesWriter(columns, names, mostBytes);
        targetInfo = new TargetInfo(writer, names, settings.keepsIdentifying(), refusals);
        Totals totals = new Totals(change, refusals);
        numbers = new NumberPoints(in, writer, totals, refusals);
        buckets = new BucketPoints(in, writer, totals, refusals, settings.convertsToNative());
        exponentials = new ExponentialPoints(in, writer, totals, refusals);
        summaries = new SummaryPoints(in, writer);
    }

    /** Data points read, also those refused. */
    int points() {
        return points;
    }

    Refusals refusals() {
        return refusals;
    }

    @Override
    void beginResource(Resource begun) {
        resource = begun;
        targetInfo.begin();
    }

    @Override
    void beginScope(Scope scope, String schema) {
        writer.beginScope();
        resource.attributes().forEach((key, value) -> {
            byte[] name = Metric.bytes(names.name(key));
            if (settings.promotes(key) && name.length > 0) {
                writer.promoted(name, value);
            }
        });
        if (settings.promotesScope() && !scope.name().isEmpty()) {
            scope.attributes()
                    .forEach((key, value) -> writer.identity(Metric.bytes(names.name("otel_scope_" + key)), value));
            writer.identity(Metric.bytes("otel_scope_name"), scope.name());
            writer.identity(Metric.bytes("otel_scope_version"), scope.version());
            writer.identity(Metric.bytes("otel_scope_schema_url"), schema);
        }
        if (!resource.job().isEmpty()) {
            writer.identity(JOB, resource.job());
        }
        if (!resource.instance().isEmpty()) {
            writer.identity(INSTANCE, resource.instance());
        }
    }

    @Override
    void endResource() throws MalformedException {
        targetInfo.write(resource);
    }

    @Override
    void item(int end) throws MalformedException {
        String name = "";
        String help = "";
        String unit = "";
        int type = 0;
        int dataStart = end;
        int dataEnd = end;
        while (in.position() < end) {
            int tag = in.tag(end, "metric");
            switch (tag) {
                case NAME -> name = in.text(end, "name of a metric");
                case DESCRIPTION -> help = in.text(end, "description of a metric");
                case UNIT -> unit = in.text(end, "unit of a metric");
                case GAUGE, SUM, HISTOGRAM, EXPONENTIAL, SUMMARY -> {
                    type = tag;
                    dataEnd = in.lengthEnd(end, "data of a metric");
                    dataStart = in.position();
                    in.moveTo(dataEnd);
                }
                default -> in.skip(tag, end, "metric");
            }
        }
        in.moveTo(dataStart);
        if (type != 0) {
            metric(name, help, unit, type, dataEnd);
        }
        in.moveTo(end);
    }

    private void metric(String sent, String help, String unit, int type, int end) throws MalformedException {
        int start = in.position();
        boolean monotonic = false;
        Metric.Temporality temporality =
                type == GAUGE || type == SUMMARY ? Metric.Temporality.NONE : Metric.Temporality.UNSPECIFIED;
        int found = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "data of a metric");
            if (tag == TEMPORALITY && temporality != Metric.Temporality.NONE) {
                temporality = Metric.Temporality.of(in.varint(end, "temporality"));
            } else if (tag == MONOTONIC && type == SUM) {
                monotonic = in.varint(end, "whether a sum only rises") != 0;
            } else {
                found += tag == POINT ? 1 : 0;
                in.skip(tag, end, "data of a metric");
            }
        }
        points += found;
        String name = sent.length() > MOST_NAME_CHARACTERS
                ? ""
                : MetricNames.name(sent, unit, kind(type, monotonic), settings.strategy());
        if (name.isEmpty() || temporality == Metric.Temporality.UNSPECIFIED) {
            refuse(sent, name, found);
            return;
        }
        writer.columns()
                .metadata(new MetricMetadata(
                        name, type(type, monotonic), help, Units.of(unit).text()));
        in.moveTo(start);
        points(Metric.of(sent, name, temporality), reader(type), end);
    }

    private void refuse(String sent, String name, int items) {
        if (items == 0) {
            return;
        }
        if (name.isEmpty()) {
            refusals.add(
                    "invalid_name",
                    sent.length() > MOST_NAME_CHARACTERS
                            ? "a metric's name has " + sent.length() + " characters"
                            : "nothing is left of the name of the metric \"" + sent + "\"",
                    items);
        } else {
            refusals.add(
                    "invalid_temporality",
                    "the metric \"" + sent + "\" does not say whether its points are cumulative or delta",
                    items);
        }
    }

    private void points(Metric metric, DataPoints reader, int end) throws MalformedException {
        while (in.position() < end) {
            int tag = in.tag(end, "data of a metric");
            if (tag == POINT) {
                int pointEnd = in.lengthEnd(end, "data point");
                try {
                    targetInfo.seen(reader.read(metric, pointEnd));
                } catch (RefusedPointException e) {
                    refusals.add(e.code(), "a data point of \"" + metric.sent() + "\": " + e.text(), 1);
                }
                in.moveTo(pointEnd);
            } else {
                in.skip(tag, end, "data of a metric");
            }
        }
    }

    private DataPoints reader(int type) {
        return switch (type) {
            case HISTOGRAM -> buckets;
            case EXPONENTIAL -> exponentials;
            case SUMMARY -> summaries;
            default -> numbers;
        };
    }

    private static MetricNames.Kind kind(int type, boolean monotonic) {
        return type == GAUGE
                ? MetricNames.Kind.GAUGE
                : monotonic ? MetricNames.Kind.MONOTONIC_SUM : MetricNames.Kind.OTHER;
    }

    private static MetricMetadata.Type type(int type, boolean monotonic) {
        return switch (type) {
            case HISTOGRAM, EXPONENTIAL -> MetricMetadata.Type.HISTOGRAM;
            case SUMMARY -> MetricMetadata.Type.SUMMARY;
            default -> monotonic ? MetricMetadata.Type.COUNTER : MetricMetadata.Type.GAUGE;
        };
    }
}
