package dev.nightjar.ingest.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads the labels of a series, with the metric's name, as text expositions write them. */
final class SeriesText {
    private static final String NAME = "__name__";
    private static final int SHOWN = 60;

    private final byte[] in;
    private final int from;
    private final int to;
    private final long line;
    private int at;

    private SeriesText(byte[] in, int from, int to, long line) {
        this.in = in;
        this.from = from;
        this.to = to;
        this.line = line;
        this.at = from;
    }

    /** Labels by name; a label with nothing in it is there. */
    static Map<String, String> read(byte[] in, int from, int to, long line) throws ExpositionException {
        return new SeriesText(in, from, to, line).series();
    }

    /** The same without a name before the braces: those of an exemplar. */
    static Map<String, String> readLabels(byte[] in, int from, int to, long line) throws ExpositionException {
        SeriesText text = new SeriesText(in, from, to, line);
        Map<String, String> labels = new TreeMap<>();
        text.labels(labels, false);
        return labels;
    }

    private Map<String, String> series() throws ExpositionException {
        Map<String, String> labels = new TreeMap<>();
        if (at < to && in[at] != '{') {
            labels.put(NAME, plainName(true));
            skipSpace();
        }
        if (at < to) {
            labels(labels, true);
        }
        if (labels.getOrDefault(NAME, "").isEmpty()) {
            throw error("the sample has no metric's name");
        }
        return labels;
    }

    private void labels(Map<String, String> labels, boolean mayName) throws ExpositionException {
        expect('{');
        skipSpace();
        while (at < to && in[at] != '}') {
            label(labels, mayName);
            skipSpace();
            if (at < to && in[at] == ',') {
                at++;
                skipSpace();
            } else if (at < to && in[at] != '}') {
                throw error("',' or '}' is missing between labels");
            }
        }
        expect('}');
    }

    private void label(Map<String, String> labels, boolean mayName) throws ExpositionException {
        boolean quoted = in[at] == '"';
        String name = quoted ? quoted() : plainName(false);
        skipSpace();
        if (quoted && mayName && (at == to || in[at] != '=')) {
            if (labels.put(NAME, name) != null) {
                throw error("the metric's name is there twice");
            }
            return;
        }
        expect('=');
        skipSpace();
        if (labels.put(name, quoted()) != null) {
            throw error("label " + name + " is there twice");
        }
    }

    private String plainName(boolean colons) throws ExpositionException {
        int begin = at;
        while (at < to && isNamePart(in[at], colons, at > begin)) {
            at++;
        }
        if (at == begin) {
            throw error("a name is expected at \"" + shown(at) + "\"");
        }
        return new String(in, begin, at - begin, StandardCharsets.ISO_8859_1);
    }

    private static boolean isNamePart(byte c, boolean colons, boolean digits) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || (colons && c == ':')
                || (digits && c >= '0' && c <= '9');
    }

    private String quoted() throws ExpositionException {
        expect('"');
        int begin = at;
        boolean plain = true;
        while (at < to && in[at] != '"') {
            plain &= in[at] != '\\';
            at += in[at] == '\\' ? 2 : 1;
        }
        if (at >= to) {
            throw error("a '\"' is missing");
        }
        int end = at++;
        return plain
                ? new String(in, begin, end - begin, StandardCharsets.UTF_8)
                : new String(unescaped(begin, end), StandardCharsets.UTF_8);
    }

    private byte[] unescaped(int begin, int end) {
        byte[] out = new byte[end - begin];
        int length = 0;
        for (int i = begin; i < end; i++) {
            byte c = in[i];
            if (c == '\\' && i + 1 < end) {
                byte next = in[++i];
                if (next == 'n') {
                    c = '\n';
                } else if (next == '\\' || next == '"') {
                    c = next;
                } else {
                    out[length++] = c;
                    c = next;
                }
            }
            out[length++] = c;
        }
        return java.util.Arrays.copyOf(out, length);
    }

    private void skipSpace() {
        while (at < to && (in[at] == ' ' || in[at] == '\t')) {
            at++;
        }
    }

    private void expect(char wanted) throws ExpositionException {
        if (at >= to || in[at] != wanted) {
            throw error("'" + wanted + "' is missing");
        }
        at++;
    }

    private String shown(int begin) {
        int end = Math.min(to, begin + SHOWN);
        return new String(in, begin, Math.max(0, end - begin), StandardCharsets.UTF_8) + (end < to ? "…" : "");
    }

    private ExpositionException error(String message) {
        return new ExpositionException(line, message + " in " + shown(from));
    }
}
