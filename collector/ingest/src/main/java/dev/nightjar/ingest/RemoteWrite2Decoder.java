package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns a remote-write 2.0 {@code io.prometheus.write.v2.Request} into a batch: a table of symbols, and series that
 * refer to it. Label bytes are put together behind the body; nothing else is copied. Used once.
 */
final class RemoteWrite2Decoder {
    private static final int SYMBOL = 4 << 3 | ProtoReader.LENGTH;
    private static final int TIME_SERIES = 5 << 3 | ProtoReader.LENGTH;

    private static final int LABELS_REFS = 1;
    private static final int SAMPLE = 2 << 3 | ProtoReader.LENGTH;
    private static final int HISTOGRAM = 3 << 3 | ProtoReader.LENGTH;
    private static final int EXEMPLAR = 4 << 3 | ProtoReader.LENGTH;
    private static final int METADATA = 5 << 3 | ProtoReader.LENGTH;

    private static final int VALUE = 1 << 3 | ProtoReader.FIXED64;
    private static final int TIMESTAMP = 2 << 3 | ProtoReader.VARINT;
    private static final int START_TIMESTAMP = 3 << 3 | ProtoReader.VARINT;

    private static final int EXEMPLAR_VALUE = 2 << 3 | ProtoReader.FIXED64;
    private static final int EXEMPLAR_TIMESTAMP = 3 << 3 | ProtoReader.VARINT;

    private static final int METADATA_TYPE = 1 << 3 | ProtoReader.VARINT;
    private static final int METADATA_HELP = 3 << 3 | ProtoReader.VARINT;
    private static final int METADATA_UNIT = 4 << 3 | ProtoReader.VARINT;

    private final byte[] body;
    private final ProtoReader in;
    private final BatchColumns columns;
    private final HistogramDecoder histograms;
    private final Set<About> said = new HashSet<>();
    private int[] symbolStart = new int[256];
    private int[] symbolEnd = new int[256];
    private int symbols;
    private int[] refs = new int[32];
    private int refCount;

    /** What a series says about its metric, as symbols: most series of a request say the same as others. */
    private record About(int name, long type, int help, int unit) {}

    /** Takes {@code body} over: the batch will hold it. */
    RemoteWrite2Decoder(byte[] body, int length) {
        this.body = body;
        in = new ProtoReader(body, length);
        columns = new BatchColumns(body, length);
        histograms = new HistogramDecoder(in);
    }

    /** Symbols first: protobuf does not promise that they come before what refers to them. */
    BatchColumns decode() throws MalformedException {
        int end = in.end();
        while (in.position() < end) {
            int tag = in.tag(end, "write request");
            if (tag == SYMBOL) {
                symbol(in.lengthEnd(end, "symbol"));
            } else {
                in.skip(tag, end, "write request");
            }
        }
        in.moveTo(0);
        while (in.position() < end) {
            int tag = in.tag(end, "write request");
            if (tag == TIME_SERIES) {
                timeSeries(in.lengthEnd(end, "time series"));
            } else {
                in.skip(tag, end, "write request");
            }
        }
        return columns;
    }

    private void symbol(int end) {
        if (symbols == symbolStart.length) {
            symbolStart = Arrays.copyOf(symbolStart, 2 * symbols);
            symbolEnd = Arrays.copyOf(symbolEnd, 2 * symbols);
        }
        symbolStart[symbols] = in.position();
        symbolEnd[symbols++] = end;
        in.moveTo(end);
    }

    private void timeSeries(int end) throws MalformedException {
        int start = in.position();
        columns.beginSeries();
        refCount = 0;
        int labelRefs = 0;
        int metadataAt = -1;
        int metadataEnd = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "time series");
            switch (tag) {
                case SAMPLE -> sample(in.lengthEnd(end, "sample"));
                case HISTOGRAM -> histograms.read(in.lengthEnd(end, "histogram"), columns);
                case EXEMPLAR -> exemplar(in.lengthEnd(end, "exemplar"), labelRefs);
                case METADATA -> {
                    metadataEnd = in.lengthEnd(end, "metadata");
                    metadataAt = in.position();
                    in.moveTo(metadataEnd);
                }
                default -> {
                    if (tag >>> 3 == LABELS_REFS) {
                        refs(tag, end);
                        labelRefs = refCount;
                    } else {
                        in.skip(tag, end, "time series");
                    }
                }
            }
        }
        if (columns.hasContent()) {
            String problem = problem(0, labelRefs);
            if (!problem.isEmpty() || labelRefs == 0) {
                columns.refuseSeries("the time series at byte " + start + " has "
                        + (labelRefs == 0 ? "samples but no labels" : problem));
                return;
            }
            int labelsFrom = columns.used();
            putLabels(labelRefs);
            columns.endSeries(labelsFrom, columns.used());
            if (metadataAt >= 0) {
                in.moveTo(metadataAt);
                metadata(metadataEnd, labelRefs);
                in.moveTo(end);
            }
        }
    }

    /** Packed or one by one; adds to what is there. */
    private void refs(int tag, int end) throws MalformedException {
        switch (tag & 7) {
            case ProtoReader.LENGTH -> {
                int to = in.lengthEnd(end, "references to symbols");
                while (in.position() < to) {
                    ref(to);
                }
            }
            case ProtoReader.VARINT -> ref(end);
            default -> in.skip(tag, end, "references to symbols");
        }
    }

    private void ref(int end) throws MalformedException {
        if (refCount == refs.length) {
            refs = Arrays.copyOf(refs, 2 * refCount);
        }
        refs[refCount++] = symbolRef(end, "reference to a symbol");
    }

    /** Not yet known to lead to a symbol. */
    private int symbolRef(int end, String what) throws MalformedException {
        long ref = in.varint(end, what);
        return ref < 0 || ref > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) ref;
    }

    /** What is wrong with the references {@code [from, to)} as labels; empty if nothing is. */
    private String problem(int from, int to) {
        if ((to - from & 1) != 0) {
            return (to - from) + " references for labels, which come in pairs";
        }
        for (int i = from; i < to; i++) {
            if (refs[i] >= symbols) {
                return "a reference to symbol " + refs[i] + ", the request has " + symbols + " symbols";
            }
        }
        return "";
    }

    private void putLabels(int count) {
        for (int i = 0; i < count; i += 2) {
            int name = refs[i];
            int value = refs[i + 1];
            columns.putLabel(body, symbolStart[name], symbolEnd[name], body, symbolStart[value], symbolEnd[value]);
        }
    }

    private String text(int symbol) {
        return new String(body, symbolStart[symbol], symbolEnd[symbol] - symbolStart[symbol], StandardCharsets.UTF_8);
    }

    private void sample(int end) throws MalformedException {
        long bits = 0;
        long timestamp = 0;
        long start = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "sample");
            switch (tag) {
                case VALUE -> bits = in.fixed64(end, "sample value");
                case TIMESTAMP -> timestamp = in.varint(end, "sample timestamp");
                case START_TIMESTAMP -> start = in.varint(end, "start timestamp");
                default -> in.skip(tag, end, "sample");
            }
        }
        columns.sample(timestamp, bits);
        if (start != 0) {
            columns.startedAt(start);
        }
    }

    /** Its references go behind those of the series, which stay. */
    private void exemplar(int end, int labelRefs) throws MalformedException {
        int at = in.position();
        double value = 0;
        long timestamp = 0;
        refCount = labelRefs;
        while (in.position() < end) {
            int tag = in.tag(end, "exemplar");
            switch (tag) {
                case EXEMPLAR_VALUE -> value = Double.longBitsToDouble(in.fixed64(end, "value of an exemplar"));
                case EXEMPLAR_TIMESTAMP -> timestamp = in.varint(end, "timestamp of an exemplar");
                default -> {
                    if (tag >>> 3 == LABELS_REFS) {
                        refs(tag, end);
                    } else {
                        in.skip(tag, end, "exemplar");
                    }
                }
            }
        }
        String problem = exemplarProblem(labelRefs);
        if (problem.isEmpty()) {
            Labels.Builder labels = Labels.builder();
            for (int i = labelRefs; i < refCount; i += 2) {
                labels.set(text(refs[i]), text(refs[i + 1]));
            }
            WireExemplars.add(labels.build(), value, timestamp, columns);
        } else {
            columns.invalidExemplar("the exemplar at byte " + at + " has " + problem);
        }
        refCount = labelRefs;
    }

    private String exemplarProblem(int from) {
        String problem = problem(from, refCount);
        for (int i = from; i < refCount && problem.isEmpty(); i += 2) {
            problem = symbolStart[refs[i]] == symbolEnd[refs[i]] ? "a label without a name" : "";
        }
        return problem;
    }

    private void metadata(int end, int labelRefs) throws MalformedException {
        long type = 0;
        int help = -1;
        int unit = -1;
        while (in.position() < end) {
            int tag = in.tag(end, "metadata");
            switch (tag) {
                case METADATA_TYPE -> type = in.varint(end, "type of metadata");
                case METADATA_HELP -> help = symbolRef(end, "reference to a symbol for help");
                case METADATA_UNIT -> unit = symbolRef(end, "reference to a symbol for a unit");
                default -> in.skip(tag, end, "metadata");
            }
        }
        String helpText = help < 0 || help >= symbols ? "" : text(help);
        String unitText = unit < 0 || unit >= symbols ? "" : text(unit);
        if (type == 0 && helpText.isEmpty() && unitText.isEmpty()) {
            return;
        }
        for (int i = 0; i < labelRefs; i += 2) {
            if (text(refs[i]).equals(Labels.METRIC_NAME) && said.add(new About(refs[i + 1], type, help, unit))) {
                MetricMetadata.Type known = WireMetricTypes.type(type);
                columns.metadata(new MetricMetadata(family(text(refs[i + 1]), known), known, helpText, unitText));
            }
        }
    }

    /** Series of classic histograms and summaries are named for their part; what is said is about the family. */
    private static String family(String name, MetricMetadata.Type type) {
        if (type == MetricMetadata.Type.HISTOGRAM
                || type == MetricMetadata.Type.GAUGE_HISTOGRAM
                || type == MetricMetadata.Type.SUMMARY) {
            for (String part : new String[] {"_bucket", "_count", "_sum"}) {
                if (name.endsWith(part) && name.length() > part.length()) {
                    return name.substring(0, name.length() - part.length());
                }
            }
        }
        return name;
    }
}
