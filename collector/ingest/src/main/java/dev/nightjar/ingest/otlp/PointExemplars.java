package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.BatchColumns;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.ingest.WireExemplars;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The exemplars of one data point: read with it, given to the series they belong to. */
final class PointExemplars {
    private static final int TIME = 2 << 3 | ProtoReader.FIXED64;
    private static final int AS_DOUBLE = 3 << 3 | ProtoReader.FIXED64;
    private static final int SPAN_ID = 4 << 3 | ProtoReader.LENGTH;
    private static final int TRACE_ID = 5 << 3 | ProtoReader.LENGTH;
    private static final int AS_INT = 6 << 3 | ProtoReader.FIXED64;
    private static final int ATTRIBUTE = 7 << 3 | ProtoReader.LENGTH;

    private final List<Exemplar> exemplars = new ArrayList<>(0);
    private final TextBuffer text = new TextBuffer();
    private final LabelList attributes = new LabelList(new AttributeNames(false), text);

    void clear() {
        exemplars.clear();
    }

    void read(ProtoReader in, int end) throws MalformedException, RefusedPointException {
        text.cut(0);
        attributes.clear();
        long nanos = 0;
        double value = 0;
        String trace = "";
        String span = "";
        while (in.position() < end) {
            int tag = in.tag(end, "exemplar");
            switch (tag) {
                case TIME -> nanos = in.fixed64(end, "time of an exemplar");
                case AS_DOUBLE -> value = Double.longBitsToDouble(in.fixed64(end, "value of an exemplar"));
                case AS_INT -> value = in.fixed64(end, "value of an exemplar");
                case SPAN_ID -> span = hex(in, in.lengthEnd(end, "span of an exemplar"));
                case TRACE_ID -> trace = hex(in, in.lengthEnd(end, "trace of an exemplar"));
                case ATTRIBUTE -> attributes.attribute(in, in.lengthEnd(end, "attribute of an exemplar"));
                default -> in.skip(tag, end, "exemplar");
            }
        }
        exemplars.add(new Exemplar(labels(trace, span), value, nanos / 1_000_000));
    }

    /** The attributes stay out where they would make the whole too long. */
    private Labels labels(String trace, String span) {
        Labels ids =
                Labels.builder().set("trace_id", trace).set("span_id", span).build();
        Labels.Builder all = Labels.builder();
        for (int i = 0; i < attributes.size(); i++) {
            byte[] name = attributes.name(i);
            all.set(
                    new String(name, StandardCharsets.UTF_8),
                    text.text(attributes.valueFrom(i), attributes.valueTo(i)));
        }
        Labels whole = all.setAll(ids).build();
        int characters = 0;
        for (Label label : whole) {
            characters += label.name().codePointCount(0, label.name().length())
                    + label.value().codePointCount(0, label.value().length());
        }
        return characters > WireExemplars.MOST_CHARACTERS ? ids : whole;
    }

    private String hex(ProtoReader in, int end) {
        int start = text.used();
        text.putHex(in.bytes(), in.position(), end);
        in.moveTo(end);
        return text.text(start, text.used());
    }

    /** Gives the series being written those whose value is in {@code (above, upTo]}. */
    void give(BatchColumns to, double above, double upTo) {
        for (Exemplar exemplar : exemplars) {
            if (exemplar.value() <= upTo && !(exemplar.value() <= above)) {
                WireExemplars.add(exemplar.labels(), exemplar.value(), exemplar.timestampMillis(), to);
            }
        }
    }

    /** Gives the series being written all. */
    void give(BatchColumns to) {
        for (Exemplar exemplar : exemplars) {
            WireExemplars.add(exemplar.labels(), exemplar.value(), exemplar.timestampMillis(), to);
        }
    }
}
