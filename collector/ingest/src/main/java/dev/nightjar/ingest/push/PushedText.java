package dev.nightjar.ingest.push;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.exposition.BoundText;
import dev.nightjar.ingest.exposition.ExpositionException;
import dev.nightjar.ingest.exposition.ExpositionReader;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a push in one of the text formats. Used once. */
final class PushedText {
    private static final Set<String> SUFFIXES =
            Set.of("_bucket", "_count", "_sum", "_total", "_created", "_info", "_gcount", "_gsum");

    private final PushedBody to;
    private final ExpositionReader in;
    private String family = "";
    private MetricMetadata.Type type = MetricMetadata.Type.UNKNOWN;

    PushedText(PushedBody to, byte[] body, boolean openMetrics) {
        this.to = to;
        this.in = new ExpositionReader(body, body.length, openMetrics);
    }

    void read() throws MalformedException {
        try {
            for (ExpositionReader.Entry entry = in.next(); entry != ExpositionReader.Entry.END; entry = in.next()) {
                if (entry == ExpositionReader.Entry.SAMPLE) {
                    sample();
                } else {
                    describe(entry);
                }
            }
        } catch (ExpositionException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    private void sample() throws ExpositionException, MalformedException {
        Map<String, String> labels = in.labels();
        String name = labels.getOrDefault(Labels.METRIC_NAME, "");
        boolean described = ofFamily(name);
        if (described && type == MetricMetadata.Type.HISTOGRAM) {
            labels.computeIfPresent("le", (label, bound) -> BoundText.normal(bound));
        } else if (described && type == MetricMetadata.Type.SUMMARY) {
            labels.computeIfPresent("quantile", (label, bound) -> BoundText.normal(bound));
        }
        // an exemplar without a time is of the moment of the push, which is known there
        List<Exemplar> exemplars = in.hasExemplar() ? List.of(in.exemplar()) : List.of();
        to.add(labels, new Pushed.Series(described ? family : name, in.valueBits(), null, exemplars), in.isTimed());
    }

    private boolean ofFamily(String name) {
        return !family.isEmpty()
                && name.startsWith(family)
                && (name.length() == family.length() || SUFFIXES.contains(name.substring(family.length())));
    }

    private void describe(ExpositionReader.Entry entry) throws ExpositionException {
        MetricMetadata before = to.pushed().described(in.family());
        MetricMetadata after = switch (entry) {
            case TYPE -> new MetricMetadata(before.family(), type(in.text()), before.help(), before.unit());
            case HELP -> new MetricMetadata(before.family(), before.type(), in.text(), before.unit());
            case UNIT -> new MetricMetadata(before.family(), before.type(), before.help(), in.text());
            case SAMPLE, END -> before;
        };
        to.pushed().describe(after);
        family = after.family();
        type = after.type();
    }

    private static MetricMetadata.Type type(String text) {
        // "untyped" among others is unknown
        return MetricMetadata.Type.named(text.strip().toLowerCase(Locale.ROOT)).orElse(MetricMetadata.Type.UNKNOWN);
    }
}
