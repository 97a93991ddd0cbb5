package dev.nightjar.ingest.exposition;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenMetrics 1.0 text, line by line, and holds it to the whole of the specification: names and suffixes of each
 * type, order and grouping of samples, values that counters and histograms cannot have. Used for one exposition.
 *
 * <p>A family's metadata goes to the sink before its samples; a sample goes there when its line is read. So what a sink
 * has taken is not all good until {@link #end} returns; who needs all or nothing collects first.
 */
public final class OpenMetricsParser {
    private static final int MOST_EXEMPLAR_CHARACTERS = 128;
    private static final String END = "# EOF";

    private final ExpositionSink sink;
    private final Set<String> taken = new HashSet<>();
    private @Nullable Family family;
    private long lines;
    private boolean ended;

    public OpenMetricsParser(ExpositionSink sink) {
        this.sink = sink;
    }

    /** Parses the whole text. */
    public static void parse(String text, ExpositionSink sink) throws ExpositionException {
        OpenMetricsParser parser = new OpenMetricsParser(sink);
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            parser.line(text.substring(from, end < 0 ? text.length() : end));
            from = end < 0 ? text.length() : end + 1;
        }
        parser.end();
    }

    /** Takes the next line, without its line feed. */
    public void line(String line) throws ExpositionException {
        lines++;
        if (ended) {
            throw new ExpositionException(lines, "something follows \"# EOF\", which must be the last line");
        }
        if (line.isEmpty()) {
            throw new ExpositionException(lines, "the line is empty, which the format does not allow");
        }
        if (line.equals(END)) {
            ended = true;
            endFamily();
            return;
        }
        LineScanner in = new LineScanner(line, lines);
        if (line.charAt(0) == '#') {
            descriptor(in);
        } else {
            sample(in);
        }
    }

    /** Checks what can only be known at the end. */
    public void end() throws ExpositionException {
        if (!ended) {
            throw new ExpositionException(lines + 1, "the last line must be \"# EOF\": the exposition was cut short");
        }
    }

    private void descriptor(LineScanner in) throws ExpositionException {
        in.next('#');
        in.expect(' ', "after '#'");
        String keyword = in.until(' ');
        in.expect(' ', "after " + keyword);
        if (!Family.isDescriptor(keyword)) {
            throw in.error("a line that begins with '#' is HELP, TYPE, UNIT or EOF, found " + keyword);
        }
        String name = in.metricName();
        in.expect(' ', "after the metric's name " + name);
        Family present = family;
        if (present == null || !present.name().equals(name)) {
            endFamily();
            present = new Family(name);
            family = present;
        }
        present.describe(keyword, in.remaining(), in);
    }

    private void sample(LineScanner in) throws ExpositionException {
        String name = in.looksAt("{") ? "" : in.metricName();
        Labels labels = in.next('{') ? in.labels(name) : Labels.of(Labels.METRIC_NAME, name);
        if (labels.metricName().isEmpty()) {
            throw in.error("the sample has no metric's name");
        }
        in.expect(' ', "before the value");
        double value = in.number("the value");
        OptionalLong timestamp = OptionalLong.empty();
        Optional<Exemplar> exemplar = Optional.empty();
        if (!in.atEnd()) {
            in.expect(' ', "after the value");
            if (!in.looksAt("#")) {
                timestamp = OptionalLong.of(timestamp(in));
                if (!in.atEnd()) {
                    in.expect(' ', "after the timestamp");
                    exemplar = Optional.of(exemplar(in));
                }
            } else {
                exemplar = Optional.of(exemplar(in));
            }
        }
        ExposedSample sample = new ExposedSample(labels, value, timestamp, exemplar);
        familyOf(sample).take(sample, in, sink);
    }

    private static long timestamp(LineScanner in) throws ExpositionException {
        String text = in.until(' ');
        Long millis = ExposedNumber.millis(text);
        if (millis == null) {
            throw in.error("the timestamp is no number of seconds: \"" + text + "\"");
        }
        return millis;
    }

    private static Exemplar exemplar(LineScanner in) throws ExpositionException {
        in.expect('#', "before the exemplar");
        in.expect(' ', "after '#'");
        in.expect('{', "before the exemplar's labels");
        Labels labels = in.labels("");
        int characters = 0;
        for (int i = 0; i < labels.size(); i++) {
            characters += labels.name(i).codePointCount(0, labels.name(i).length());
            characters += labels.value(i).codePointCount(0, labels.value(i).length());
        }
        if (characters > MOST_EXEMPLAR_CHARACTERS) {
            throw in.error("the exemplar's labels have " + characters + " characters, at most "
                    + MOST_EXEMPLAR_CHARACTERS + " are allowed");
        }
        in.expect(' ', "before the exemplar's value");
        double value = in.number("the exemplar's value");
        long millis = 0;
        if (!in.atEnd()) {
            in.expect(' ', "after the exemplar's value");
            millis = timestamp(in);
        }
        if (!in.atEnd()) {
            throw in.error("something follows the exemplar");
        }
        return new Exemplar(labels, value, millis);
    }

    /** A sample that does not belong to the present family begins one of its own, of unknown type. */
    private Family familyOf(ExposedSample sample) throws ExpositionException {
        Family present = family;
        if (present == null || !present.owns(sample.name())) {
            endFamily();
            present = new Family(sample.name());
            family = present;
        }
        return present;
    }

    private void endFamily() throws ExpositionException {
        Family present = family;
        if (present == null) {
            return;
        }
        for (String name : present.names()) {
            if (!taken.add(name)) {
                throw new ExpositionException(
                        lines,
                        "the metric " + present.name() + ", which ends before this line, was there before, or its "
                                + name + " clashes with another metric's");
            }
        }
        present.end(lines, sink);
        family = null;
    }
}
