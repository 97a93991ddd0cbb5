package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.StaleMarker;

/** Reads the data points of summaries: sum, count, and a series per quantile. */
final class SummaryPoints implements DataPoints {
    private static final int START = 2 << 3 | ProtoReader.FIXED64;
    private static final int TIME = 3 << 3 | ProtoReader.FIXED64;
    private static final int COUNT = 4 << 3 | ProtoReader.FIXED64;
    private static final int SUM = 5 << 3 | ProtoReader.FIXED64;
    private static final int QUANTILE_VALUE = 6 << 3 | ProtoReader.LENGTH;
    private static final int ATTRIBUTE = 7 << 3 | ProtoReader.LENGTH;
    private static final int FLAGS = 8 << 3 | ProtoReader.VARINT;

    private static final int QUANTILE = 1 << 3 | ProtoReader.FIXED64;
    private static final int VALUE = 2 << 3 | ProtoReader.FIXED64;

    private static final byte[] QUANTILE_LABEL = Metric.bytes("quantile");

    private final ProtoReader in;
    private final SeriesWriter writer;

    SummaryPoints(ProtoReader in, SeriesWriter writer) {
        this.in = in;
        this.writer = writer;
    }

    @Override
    public long read(Metric metric, int end) throws MalformedException, RefusedPointException {
        int from = in.position();
        long start = 0;
        long nanos = 0;
        long count = 0;
        long sumBits = 0;
        long flags = 0;
        writer.beginPoint();
        while (in.position() < end) {
            int tag = in.tag(end, "summary");
            switch (tag) {
                case START -> start = in.fixed64(end, "start time");
                case TIME -> nanos = in.fixed64(end, "time of a summary");
                case COUNT -> count = in.fixed64(end, "count of a summary");
                case SUM -> sumBits = in.fixed64(end, "sum of a summary");
                case ATTRIBUTE -> writer.attribute(in, in.lengthEnd(end, "attribute"));
                case FLAGS -> flags = in.varint(end, "flags of a summary");
                default -> in.skip(tag, end, "summary");
            }
        }
        writer.endAttributes(in.bytes());
        Times times = new Times(nanos, start);
        boolean stale = (flags & NO_RECORDED_VALUE) != 0;
        writer.number(metric.sumName(), times, stale ? StaleMarker.BITS : sumBits);
        double counted = count >= 0 ? count : (count >>> 1) * 2.0;
        writer.number(metric.countName(), times, stale ? StaleMarker.BITS : Double.doubleToRawLongBits(counted));
        quantiles(metric, from, end, times, stale);
        return nanos;
    }

    private void quantiles(Metric metric, int from, int end, Times times, boolean stale) throws MalformedException {
        in.moveTo(from);
        while (in.position() < end) {
            int tag = in.tag(end, "summary");
            if (tag == QUANTILE_VALUE) {
                quantile(metric, in.lengthEnd(end, "quantile"), times, stale);
            } else {
                in.skip(tag, end, "summary");
            }
        }
    }

    private void quantile(Metric metric, int end, Times times, boolean stale) throws MalformedException {
        double quantile = 0;
        long bits = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "quantile");
            switch (tag) {
                case QUANTILE -> quantile = Double.longBitsToDouble(in.fixed64(end, "quantile"));
                case VALUE -> bits = in.fixed64(end, "value of a quantile");
                default -> in.skip(tag, end, "quantile");
            }
        }
        byte[] text = Metric.bytes(NumberText.plain(quantile));
        writer.number(writer.putLabels(metric.name(), QUANTILE_LABEL, text), times, stale ? StaleMarker.BITS : bits);
    }
}
