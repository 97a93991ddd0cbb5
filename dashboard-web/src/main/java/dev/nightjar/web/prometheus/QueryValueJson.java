package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryValue;
import java.io.IOException;
import java.util.function.DoubleFunction;

/**
 * Writes query values as the APIs have them, sample by sample. Times are numbers of seconds with milliseconds only where
 * there are any; values are strings. Prometheus writes very small and very large samples with an exponent, though not
 * scalars; Loki writes none so.
 */
public final class QueryValueJson {
    private final JsonGenerator out;
    private final HistogramJson histograms;
    private final DoubleFunction<String> sampleText;
    private final StringBuilder scratch = new StringBuilder(48);

    /** As Prometheus writes them. */
    public QueryValueJson(JsonGenerator out) {
        this(out, NumberText::sample);
    }

    private QueryValueJson(JsonGenerator out, DoubleFunction<String> sampleText) {
        this.out = out;
        this.histograms = new HistogramJson(out);
        this.sampleText = sampleText;
    }

    /** As Loki writes them. */
    public static QueryValueJson withoutExponents(JsonGenerator out) {
        return new QueryValueJson(out, NumberText::plain);
    }

    /** Writes the {@code resultType} and {@code result} members of an object that is open. */
    public void members(QueryValue value) throws IOException {
        out.writeStringField("resultType", value.resultType());
        out.writeFieldName("result");
        switch (value) {
            case QueryValue.Scalar scalar -> point(scalar.timeMillis(), NumberText.plain(scalar.value()));
            case QueryValue.Text text -> {
                out.writeStartArray();
                out.writeRawValue(seconds(text.timeMillis()));
                out.writeString(text.value());
                out.writeEndArray();
            }
            case QueryValue.InstantVector vector -> {
                out.writeStartArray();
                for (QueryValue.Sample sample : vector.samples()) {
                    out.writeStartObject();
                    labels("metric", sample.labels());
                    value(sample);
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            case QueryValue.RangeMatrix matrix -> {
                out.writeStartArray();
                for (QueryValue.Series series : matrix.series()) {
                    series(series);
                }
                out.writeEndArray();
            }
        }
    }

    private void series(QueryValue.Series series) throws IOException {
        out.writeStartObject();
        labels("metric", series.labels());
        if (series.size() > 0 || series.histograms().isEmpty()) {
            out.writeArrayFieldStart("values");
            for (int i = 0; i < series.size(); i++) {
                point(series.timesMillis()[i], sampleText.apply(series.values()[i]));
            }
            out.writeEndArray();
        }
        if (!series.histograms().isEmpty()) {
            out.writeArrayFieldStart("histograms");
            for (int i = 0; i < series.histograms().size(); i++) {
                histograms.point(
                        series.histogramTimesMillis()[i], series.histograms().get(i));
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void value(QueryValue.Sample sample) throws IOException {
        NativeHistogram histogram = sample.histogram();
        if (histogram == null) {
            out.writeFieldName("value");
            point(sample.timeMillis(), sampleText.apply(sample.value()));
        } else {
            out.writeFieldName("histogram");
            histograms.point(sample.timeMillis(), histogram);
        }
    }

    public void labels(String field, Labels labels) throws IOException {
        out.writeFieldName(field);
        labels(labels);
    }

    public void labels(Labels labels) throws IOException {
        labelsInto(out, labels);
    }

    static void labelsInto(JsonGenerator out, Labels labels) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            out.writeStringField(labels.name(i), labels.value(i));
        }
        out.writeEndObject();
    }

    private void point(long timeMillis, String value) throws IOException {
        scratch.setLength(0);
        scratch.append('[');
        appendSeconds(timeMillis, scratch);
        scratch.append(",\"").append(value).append("\"]");
        out.writeRawValue(scratch.toString());
    }

    static String seconds(long millis) {
        StringBuilder text = new StringBuilder(20);
        appendSeconds(millis, text);
        return text.toString();
    }

    private static void appendSeconds(long millis, StringBuilder to) {
        if (millis < 0) {
            to.append('-');
        }
        long size = Math.abs(millis);
        to.append(size / 1000);
        int rest = (int) (size % 1000);
        if (rest != 0) {
            to.append('.').append((char) ('0' + rest / 100)).append((char) ('0' + rest / 10 % 10));
            to.append((char) ('0' + rest % 10));
        }
    }
}
