package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.web.prometheus.OwnFamily.OwnSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Families of metrics as the JSON form of the protocol buffer {@code io.prometheus.client.MetricFamily}: counts of 64
 * bits and numbers that are none are strings, and what belongs to one histogram or summary is one object.
 */
final class SelfMetricsJson {
    private static final String COUNT = "_count";
    private static final String SUM = "_sum";
    private static final String BUCKET = "_bucket";
    private static final String BOUND = "le";
    private static final String QUANTILE = "quantile";

    private final JsonGenerator out;

    SelfMetricsJson(JsonGenerator out) {
        this.out = out;
    }

    void family(OwnFamily family) throws IOException {
        MetricMetadata said = family.metadata();
        out.writeStartObject();
        out.writeStringField("name", said.family());
        out.writeStringField("help", said.help());
        out.writeStringField("type", kind(said.type()));
        out.writeArrayFieldStart("metric");
        switch (said.type()) {
            case HISTOGRAM, GAUGE_HISTOGRAM -> parts(family, "histogram", BOUND);
            case SUMMARY -> parts(family, "summary", QUANTILE);
            case COUNTER, GAUGE, UNKNOWN, INFO, STATE_SET -> values(family);
        }
        out.writeEndArray();
        if (!said.unit().isEmpty()) {
            out.writeStringField("unit", said.unit());
        }
        out.writeEndObject();
    }

    /** What the protocol buffer has no kind for is a gauge there. */
    private static String kind(MetricMetadata.Type type) {
        return switch (type) {
            case COUNTER, GAUGE, SUMMARY, HISTOGRAM -> type.name();
            case GAUGE_HISTOGRAM -> "GAUGE_HISTOGRAM";
            case INFO, STATE_SET -> "GAUGE";
            case UNKNOWN -> "UNTYPED";
        };
    }

    private void values(OwnFamily family) throws IOException {
        String member = kind(family.metadata().type()).toLowerCase(Locale.ROOT);
        for (OwnSample sample : family.samples()) {
            out.writeStartObject();
            labels(sample.labels().without(Labels.METRIC_NAME));
            out.writeObjectFieldStart(member);
            number("value", sample.value());
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    /** @param inner the label that tells buckets, or quantiles, from each other */
    private void parts(OwnFamily family, String member, String inner) throws IOException {
        Map<Labels, List<OwnSample>> metrics = new LinkedHashMap<>();
        for (OwnSample sample : family.samples()) {
            Labels shared = sample.labels().without(Labels.METRIC_NAME).without(inner);
            metrics.computeIfAbsent(shared, labels -> new ArrayList<>()).add(sample);
        }
        for (Map.Entry<Labels, List<OwnSample>> metric : metrics.entrySet()) {
            out.writeStartObject();
            labels(metric.getKey());
            out.writeObjectFieldStart(member);
            for (OwnSample sample : metric.getValue()) {
                String name = sample.labels().metricName();
                if (name.endsWith(COUNT)) {
                    out.writeStringField("sampleCount", whole(sample.value()));
                } else if (name.endsWith(SUM)) {
                    number("sampleSum", sample.value());
                }
            }
            if (member.equals("histogram")) {
                buckets(metric.getValue());
            } else {
                quantiles(metric.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    private void buckets(List<OwnSample> samples) throws IOException {
        out.writeArrayFieldStart("bucket");
        for (OwnSample sample : samples) {
            if (sample.labels().metricName().endsWith(BUCKET)) {
                out.writeStartObject();
                out.writeStringField("cumulativeCount", whole(sample.value()));
                number("upperBound", bound(sample.labels().get(BOUND)));
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private void quantiles(List<OwnSample> samples) throws IOException {
        out.writeArrayFieldStart(QUANTILE);
        for (OwnSample sample : samples) {
            if (sample.labels().has(QUANTILE)) {
                out.writeStartObject();
                number(QUANTILE, bound(sample.labels().get(QUANTILE)));
                number("value", sample.value());
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static String whole(double count) {
        return Long.toString((long) count);
    }

    private void labels(Labels labels) throws IOException {
        if (labels.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("label");
        for (int i = 0; i < labels.size(); i++) {
            out.writeStartObject();
            out.writeStringField("name", labels.name(i));
            out.writeStringField("value", labels.value(i));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumberField(name, value);
        } else {
            out.writeStringField(name, Double.toString(value));
        }
    }
}
