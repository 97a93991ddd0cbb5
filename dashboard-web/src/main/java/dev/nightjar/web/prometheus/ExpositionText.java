package dev.nightjar.web.prometheus;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.query.NumberText;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Writes samples in the text format. Not thread-safe. */
final class ExpositionText {
    /** Families together, and within one by labels. */
    static final Comparator<Labels> BY_FAMILY =
            Comparator.comparing(Labels::metricName).thenComparing(Comparator.naturalOrder());

    static final Pattern PLAIN_METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    static final Pattern PLAIN_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private final Writer out;
    private final NameEscaping escaping;
    private final AddedLabels added;
    private String family = "";

    ExpositionText(Writer out, NameEscaping escaping, AddedLabels added) {
        this.out = out;
        this.escaping = escaping;
        this.added = added;
    }

    /** One sample; those of a family have to come together. */
    void sample(Labels labels, double value, long timeMillis) throws IOException {
        String name = labels.metricName();
        if (!name.equals(family)) {
            family = name;
            out.write("# TYPE ");
            out.write(name(name, PLAIN_METRIC));
            out.write(" untyped\n");
        }
        boolean plain = escaping != NameEscaping.ALLOW_UTF_8 || NameEscaping.isPlain(name);
        String separator = "";
        if (plain) {
            out.write(name(name, PLAIN_METRIC));
            out.write('{');
        } else {
            out.write('{');
            out.write(name(name, PLAIN_METRIC));
            separator = ",";
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.METRIC_NAME)) {
                pair(separator, labels.name(i), labels.value(i));
                separator = ",";
            }
        }
        for (Label label : added.missingIn(labels)) {
            pair(separator, label.name(), label.value());
            separator = ",";
        }
        out.write("} ");
        out.write(value == 0 ? "0" : NumberText.general(value)); // Prometheus' text has no -0
        out.write(' ');
        out.write(Long.toString(timeMillis));
        out.write('\n');
    }

    private void pair(String separator, String name, String value) throws IOException {
        out.write(separator);
        out.write(name(name, PLAIN_LABEL));
        out.write('=');
        quoted(value);
    }

    private String name(String name, Pattern plain) {
        if (plain.matcher(name).matches()) {
            return name;
        }
        return escaping == NameEscaping.ALLOW_UTF_8 ? '"' + escaped(name) + '"' : escaping.escaped(name);
    }

    private void quoted(String value) throws IOException {
        out.write('"');
        out.write(escaped(value));
        out.write('"');
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
