package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.StaleMarker;

/** Reads the data points of gauges and sums. */
final class NumberPoints implements DataPoints {
    private static final int START = 2 << 3 | ProtoReader.FIXED64;
    private static final int TIME = 3 << 3 | ProtoReader.FIXED64;
    private static final int AS_DOUBLE = 4 << 3 | ProtoReader.FIXED64;
    private static final int EXEMPLAR = 5 << 3 | ProtoReader.LENGTH;
    private static final int AS_INT = 6 << 3 | ProtoReader.FIXED64;
    private static final int ATTRIBUTE = 7 << 3 | ProtoReader.LENGTH;
    private static final int FLAGS = 8 << 3 | ProtoReader.VARINT;

    private final ProtoReader in;
    private final SeriesWriter writer;
    private final Totals totals;
    private final Refusals refusals;
    private final PointExemplars exemplars = new PointExemplars();

    NumberPoints(ProtoReader in, SeriesWriter writer, Totals totals, Refusals refusals) {
        this.in = in;
        this.writer = writer;
        this.totals = totals;
        this.refusals = refusals;
    }

    @Override
    public long read(Metric metric, int end) throws MalformedException, RefusedPointException {
        long start = 0;
        long nanos = 0;
        double value = 0;
        boolean valued = false;
        long flags = 0;
        exemplars.clear();
        writer.beginPoint();
        while (in.position() < end) {
            int tag = in.tag(end, "data point");
            switch (tag) {
                case START -> start = in.fixed64(end, "start time");
                case TIME -> nanos = in.fixed64(end, "time of a data point");
                case AS_DOUBLE -> {
                    value = Double.longBitsToDouble(in.fixed64(end, "value of a data point"));
                    valued = true;
                }
                case AS_INT -> {
                    value = in.fixed64(end, "value of a data point");
                    valued = true;
                }
                case EXEMPLAR -> exemplars.read(in, in.lengthEnd(end, "exemplar"));
                case ATTRIBUTE -> writer.attribute(in, in.lengthEnd(end, "attribute"));
                case FLAGS -> flags = in.varint(end, "flags of a data point");
                default -> in.skip(tag, end, "data point");
            }
        }
        writer.endAttributes(in.bytes());
        Times times = new Times(nanos, start);
        if ((flags & NO_RECORDED_VALUE) != 0) {
            writer.number(metric.name(), times, StaleMarker.BITS);
        } else if (!valued) {
            refusals.add("no_value", "a data point of \"" + metric.sent() + "\" has no value", 1);
        } else {
            write(metric, times, value);
        }
        return nanos;
    }

    private void write(Metric metric, Times times, double value) throws MalformedException {
        int labels = writer.putLabels(metric.name());
        Times stored = times;
        double total = value;
        if (metric.isDelta()) {
            byte[] series = writer.columns().copy(labels, writer.columns().used());
            RunningTotals.Total sum = totals.add(
                    metric,
                    series,
                    times,
                    () -> new RunningTotals.Sum(value, times.startNanos(), times.nanos()),
                    before -> before instanceof RunningTotals.Sum known
                            ? new RunningTotals.Sum(known.value() + value, known.startNanos(), times.nanos())
                            : new RunningTotals.Sum(value, times.startNanos(), times.nanos()));
            if (!(sum instanceof RunningTotals.Sum known)) {
                writer.columns().cut(labels);
                return;
            }
            total = known.value();
            stored = new Times(times.nanos(), known.startNanos());
        }
        writer.begin(stored, Double.doubleToRawLongBits(total));
        exemplars.give(writer.columns());
        writer.end(labels);
    }
}
