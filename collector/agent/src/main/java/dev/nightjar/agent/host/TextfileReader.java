package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.model.MetricMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one file in Prometheus' text format, version 0.0.4, as jobs write them for this host. Used once. */
final class TextfileReader {
    private static final Pattern COMMENT = Pattern.compile("#\\s*(HELP|TYPE)\\s+(\\S+)\\s*(.*)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"");
    private static final Pattern LABELS_GO_ON = Pattern.compile("\\s*(?:,\\s*|(?=}))");
    private static final Pattern PART = Pattern.compile("(.+)_(?:bucket|sum|count)");

    /** What the agent says of all of this host; a job's own word for it is kept under another name, as scraping does. */
    private static final List<String> OURS = List.of("instance", "job");

    private final Path file;
    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, MetricMetadata.Type> types = new HashMap<>();
    private final Map<String, Family> families = new HashMap<>();
    private int line;

    TextfileReader(Path file) {
        this.file = file;
    }

    /** All of it, or the reason why not. */
    List<WrittenSample> read(String text) throws IOException {
        List<WrittenSample> samples = new ArrayList<>();
        for (String each : text.lines().toList()) {
            line++;
            String stripped = each.strip();
            if (stripped.startsWith("#")) {
                comment(stripped);
            } else if (!stripped.isEmpty()) {
                samples.add(sample(stripped));
            }
        }
        return samples;
    }

    private void comment(String text) throws IOException {
        Matcher comment = COMMENT.matcher(text);
        if (!comment.matches()) {
            return;
        }
        if (comment.group(1).equals("HELP")) {
            helps.put(comment.group(2), comment.group(3).replace("\\n", "\n").replace("\\\\", "\\"));
        } else {
            types.put(comment.group(2), type(comment.group(3).strip()));
        }
    }

    private MetricMetadata.Type type(String word) throws IOException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "counter" -> MetricMetadata.Type.COUNTER;
            case "gauge" -> MetricMetadata.Type.GAUGE;
            case "histogram" -> MetricMetadata.Type.HISTOGRAM;
            case "summary" -> MetricMetadata.Type.SUMMARY;
            case "untyped", "unknown" -> MetricMetadata.Type.UNKNOWN;
            default -> throw wrong("there is no type \"" + word + "\"");
        };
    }

    private WrittenSample sample(String text) throws IOException {
        Matcher name = NAME.matcher(text);
        if (!name.lookingAt()) {
            throw wrong("\"" + text + "\" does not begin with the name of a metric");
        }
        List<String> labels = new ArrayList<>();
        String rest = text.substring(name.end()).stripLeading();
        if (rest.startsWith("{")) {
            rest = rest.substring(labels(rest, labels));
        }
        String[] words = rest.strip().split("\\s+", -1);
        if (words.length != 1) {
            throw wrong(words.length == 2 ? "times are not taken from files" : "\"" + rest + "\" is not one number");
        }
        return new WrittenSample(family(name.group()), name.group(), number(words[0]), labels);
    }

    /** Reads {@code {a="b"}} at the beginning; where it ends. */
    private int labels(String text, List<String> to) throws IOException {
        int at = 1;
        while (at < text.length() && text.charAt(at) != '}') {
            Matcher label = LABEL.matcher(text).region(at, text.length());
            if (!label.lookingAt()) {
                throw wrong("labels cannot be read at \"" + text.substring(at) + "\"");
            }
            StringBuilder value = new StringBuilder();
            int end = value(text, label.end(), value);
            to.add(OURS.contains(label.group(1)) ? "exported_" + label.group(1) : label.group(1));
            to.add(value.toString());
            Matcher more = LABELS_GO_ON.matcher(text).region(end, text.length());
            if (!more.lookingAt()) {
                throw wrong("a comma or } is missing at \"" + text.substring(end) + "\"");
            }
            at = more.end();
        }
        if (at >= text.length()) {
            throw wrong("labels do not end");
        }
        return at + 1;
    }

    /** Reads a label's value up to its quotation mark; where it goes on behind that. */
    private int value(String text, int from, StringBuilder to) throws IOException {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                to.append(next == 'n' ? "\n" : next == '"' || next == '\\' ? String.valueOf(next) : "\\" + next);
            } else {
                to.append(c);
            }
        }
        throw wrong("a label's value does not end");
    }

    private double number(String text) throws IOException {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw wrong("\"" + text + "\" is no number");
                }
            }
        };
    }

    private Family family(String sample) {
        Matcher part = PART.matcher(sample);
        String name = part.matches() && hasParts(part.group(1)) ? part.group(1) : sample;
        return families.computeIfAbsent(
                name,
                of -> new Family(
                        of,
                        types.getOrDefault(of, MetricMetadata.Type.UNKNOWN),
                        helps.getOrDefault(of, "From " + file + ".")));
    }

    private boolean hasParts(String family) {
        MetricMetadata.Type type = types.get(family);
        return type == MetricMetadata.Type.HISTOGRAM || type == MetricMetadata.Type.SUMMARY;
    }

    private IOException wrong(String what) {
        return new IOException("line " + line + ": " + what);
    }
}
