package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.query.NumberText;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/** Writes samples of one metric as OpenMetrics text, names of any characters in quotes. Not thread-safe. */
final class OpenMetricsText {
    private final Writer out;
    private final String head;
    private boolean begun;
    private String series = "";

    /** {@code type}: one whose samples have the family's own name, without a suffix. */
    OpenMetricsText(Writer out, String metric, MetricMetadata.Type type) {
        this.out = out;
        this.head = "# TYPE " + name(metric, ExpositionText.PLAIN_METRIC) + " " + type.text() + "\n";
    }

    /** The series that the next samples are of. */
    void series(Labels labels) {
        StringBuilder text = new StringBuilder();
        String name = name(labels.metricName(), ExpositionText.PLAIN_METRIC);
        boolean quoted = name.startsWith("\"");
        text.append(quoted ? "{" + name : name);
        String separator = quoted ? "," : "{";
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.METRIC_NAME)) {
                text.append(separator)
                        .append(name(labels.name(i), ExpositionText.PLAIN_LABEL))
                        .append("=\"")
                        .append(ExpositionText.escaped(labels.value(i)))
                        .append('"');
                separator = ",";
            }
        }
        series = text.append(quoted || separator.equals(",") ? "} " : " ").toString();
    }

    /** The first sample of all is preceded by the metric's type: a metric without any leaves no trace. */
    void sample(long timeMillis, double value) throws IOException {
        if (!begun) {
            begun = true;
            out.write(head);
        }
        out.write(series);
        out.write(NumberText.general(value));
        out.write(' ');
        out.write(seconds(timeMillis));
        out.write('\n');
    }

    private static String name(String name, Pattern plain) {
        return plain.matcher(name).matches() ? name : '"' + ExpositionText.escaped(name) + '"';
    }

    private static String seconds(long millis) {
        long whole = millis / 1000;
        long rest = Math.abs(millis % 1000);
        String sign = millis < 0 && whole == 0 ? "-" : "";
        String text = sign + whole;
        return rest == 0 ? text : text + "." + Long.toString(1000 + rest).substring(1);
    }
}
