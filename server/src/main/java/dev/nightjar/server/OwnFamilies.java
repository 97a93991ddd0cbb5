package dev.nightjar.server;

import dev.nightjar.ingest.exposition.ExpositionException;
import dev.nightjar.ingest.exposition.ExpositionReader;
import dev.nightjar.ingest.exposition.ExpositionReader.Entry;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.web.prometheus.OwnFamily;
import dev.nightjar.web.prometheus.OwnFamily.OwnSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns this process' own metrics, as {@code /metrics} serves them, into families. */
final class OwnFamilies {
    private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

    private static final class Collected {
        private MetricMetadata.Type type = MetricMetadata.Type.UNKNOWN;
        private String help = "";
        private final List<OwnSample> samples = new ArrayList<>();
    }

    private final Map<String, Collected> families = new LinkedHashMap<>();

    private OwnFamilies() {}

    static List<OwnFamily> of(String exposition) {
        byte[] text = exposition.getBytes(StandardCharsets.UTF_8);
        OwnFamilies all = new OwnFamilies();
        try {
            all.read(new ExpositionReader(text, text.length, false));
        } catch (ExpositionException e) {
            throw new IllegalStateException("this process' own metrics cannot be read", e);
        }
        List<OwnFamily> found = new ArrayList<>();
        all.families.forEach((name, family) ->
                found.add(new OwnFamily(new MetricMetadata(name, family.type, family.help, ""), family.samples)));
        return found;
    }

    private void read(ExpositionReader reader) throws ExpositionException {
        for (Entry entry = reader.next(); entry != Entry.END; entry = reader.next()) {
            switch (entry) {
                case TYPE ->
                    named(reader.family()).type =
                            MetricMetadata.Type.named(reader.text()).orElse(MetricMetadata.Type.UNKNOWN);
                case HELP -> named(reader.family()).help = reader.text();
                case SAMPLE -> {
                    Labels labels = Labels.of(reader.labels());
                    familyOf(labels.metricName())
                            .samples
                            .add(new OwnSample(labels, Double.longBitsToDouble(reader.valueBits())));
                }
                case UNIT, END -> {}
            }
        }
    }

    private Collected named(String name) {
        return families.computeIfAbsent(name, absent -> new Collected());
    }

    /** The family that a sample is part of. */
    private Collected familyOf(String sample) {
        for (String suffix : SUFFIXES) {
            Collected whole = sample.endsWith(suffix)
                    ? families.get(sample.substring(0, sample.length() - suffix.length()))
                    : null;
            if (whole != null) {
                return whole;
            }
        }
        return named(sample);
    }
}
