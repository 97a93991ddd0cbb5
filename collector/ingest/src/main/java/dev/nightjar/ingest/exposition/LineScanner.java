package dev.nightjar.ingest.exposition;

import dev.nightjar.model.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Reads the pieces of one line, left to right. */
final class LineScanner {
    private static final int SHOWN = 40;

    private final String line;
    private final long number;
    private int position;

    LineScanner(String line, long number) {
        this.line = line;
        this.number = number;
    }

    boolean atEnd() {
        return position == line.length();
    }

    boolean next(char wanted) {
        if (position < line.length() && line.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    boolean looksAt(String text) {
        return line.startsWith(text, position);
    }

    void expect(char wanted, String where) throws ExpositionException {
        if (!next(wanted)) {
            throw error("'" + wanted + "' is missing " + where + ", found " + rest());
        }
    }

    /** Everything up to the next {@code stop} or the end. */
    String until(char stop) {
        int end = line.indexOf(stop, position);
        int from = position;
        position = end < 0 ? line.length() : end;
        return line.substring(from, position);
    }

    String remaining() {
        int from = position;
        position = line.length();
        return line.substring(from);
    }

    /** A metric's name: plain, or in quotes any text that is not empty. */
    String metricName() throws ExpositionException {
        return looksAt("\"") ? quotedName() : plainName("metric's name", true);
    }

    private String quotedName() throws ExpositionException {
        String name = quoted("a name");
        if (name.isEmpty()) {
            throw error("a name is empty");
        }
        return name;
    }

    private String plainName(String what, boolean colons) throws ExpositionException {
        int from = position;
        while (position < line.length() && isNamePart(line.charAt(position), colons, position > from)) {
            position++;
        }
        if (position == from) {
            throw error("a " + what + " is expected, found " + rest());
        }
        return line.substring(from, position);
    }

    private static boolean isNamePart(char c, boolean colons, boolean digits) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || (colons && c == ':')
                || (digits && c >= '0' && c <= '9');
    }

    /**
     * The labels between braces, of which the first has been read. An entry that is only a quoted text is the metric's
     * name; {@code name} is what stood before the braces, or empty.
     */
    Labels labels(String name) throws ExpositionException {
        Map<String, String> found = new TreeMap<>();
        if (!name.isEmpty()) {
            found.put(Labels.METRIC_NAME, name);
        }
        boolean first = true;
        while (!next('}')) {
            if (!first) {
                expect(',', "between labels");
            }
            boolean quoted = looksAt("\"");
            String label = quoted ? quotedName() : plainName("label's name", false);
            if (quoted && !looksAt("=")) {
                if (!first || found.put(Labels.METRIC_NAME, label) != null) {
                    throw error("the metric's name " + label + " stands among the labels, but not alone at the front");
                }
            } else {
                expect('=', "after label " + label);
                if (found.put(label, quoted("the value of label " + label)) != null) {
                    throw error("label " + label + " is there twice");
                }
            }
            first = false;
        }
        Labels.Builder labels = Labels.EMPTY.toBuilder();
        found.forEach(labels::set);
        return labels.build();
    }

    private String quoted(String what) throws ExpositionException {
        expect('"', "before " + what);
        StringBuilder text = new StringBuilder();
        while (position < line.length()) {
            char c = line.charAt(position++);
            if (c == '"') {
                return text.toString();
            }
            if (c == '\\' && position < line.length()) {
                char escaped = line.charAt(position++);
                switch (escaped) {
                    case 'n' -> text.append('\n');
                    case '\\', '"' -> text.append(escaped);
                    default -> text.append(c).append(escaped);
                }
            } else {
                text.append(c);
            }
        }
        throw error(what + " does not end: a '\"' is missing");
    }

    /** A decimal number up to the next space or the end. */
    double number(String what) throws ExpositionException {
        String text = until(' ');
        Double value = ExposedNumber.parse(text);
        if (value == null) {
            throw error(what + " is no number: \"" + shortened(text) + "\"");
        }
        return value;
    }

    ExpositionException error(String message) {
        return new ExpositionException(number, message);
    }

    private String rest() {
        return position == line.length() ? "the end of the line" : "\"" + shortened(line.substring(position)) + "\"";
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
