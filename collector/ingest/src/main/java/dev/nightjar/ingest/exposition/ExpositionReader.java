package dev.nightjar.ingest.exposition;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Walks over a text exposition as targets serve it, entry by entry, in place: no object per sample. It takes what
 * Prometheus takes of its own text format, 0.0.4 and 1.0.0, and of OpenMetrics, which is more than the specification of
 * the latter allows ({@link OpenMetricsParser} holds to that): families may be interleaved, values are any numbers, a
 * type may be missing. An OpenMetrics text must still end with {@code # EOF}: without, it was cut short.
 */
public final class ExpositionReader {
    /** What stands at the place reached. */
    public enum Entry {
        SAMPLE,
        TYPE,
        HELP,
        UNIT,
        END
    }

    private final byte[] in;
    private final int length;
    private final boolean openMetrics;
    private final DecimalText decimal = new DecimalText();
    private int at;
    private long line = 1;
    private int from;
    private int to;
    private int textFrom;
    private int textTo;
    private long valueBits;
    private boolean timed;
    private long timeMillis;
    private int exemplarFrom;
    private int exemplarTo;

    public ExpositionReader(byte[] in, int length, boolean openMetrics) {
        this.in = in;
        this.length = length;
        this.openMetrics = openMetrics;
    }

    /** Goes on to the next entry. */
    public Entry next() throws ExpositionException {
        while (true) {
            if (!openMetrics) {
                skipSpace();
            }
            if (at >= length) {
                if (openMetrics && length > 0) { // no text at all is a target that shows nothing
                    throw error("the last line must be \"# EOF\": the exposition was cut short");
                }
                return Entry.END;
            }
            byte c = in[at];
            if (c == '\n') {
                if (openMetrics) {
                    throw error("the line is empty, which OpenMetrics does not allow");
                }
                endLine();
            } else if (c == '#') {
                Entry entry = comment();
                if (entry != Entry.SAMPLE) {
                    return entry;
                }
            } else {
                sample();
                return Entry.SAMPLE;
            }
        }
    }

    /** Where the series' text begins, or the whole line of a TYPE, HELP or UNIT. */
    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public long valueBits() {
        return valueBits;
    }

    /** Whether the sample has a time of its own. */
    public boolean isTimed() {
        return timed;
    }

    public long timeMillis() {
        return timeMillis;
    }

    /** The sample's labels, with the metric's name, by name; those with nothing in them are there. */
    public Map<String, String> labels() throws ExpositionException {
        return SeriesText.read(in, from, to, line - 1);
    }

    public boolean hasExemplar() {
        return exemplarTo > exemplarFrom;
    }

    /** Its time is 0 if it has none of its own. */
    public Exemplar exemplar() throws ExpositionException {
        int end = labelsEnd(exemplarFrom, exemplarTo);
        Labels labels = Labels.of(SeriesText.readLabels(in, exemplarFrom, end, line - 1));
        int valueFrom = spaceEnd(end, exemplarTo);
        int valueTo = tokenEnd(valueFrom, exemplarTo);
        long bits = decimal.bits(in, valueFrom, valueTo);
        if (!decimal.valid()) {
            throw wrong("the exemplar's value", valueFrom, valueTo);
        }
        int timeFrom = spaceEnd(valueTo, exemplarTo);
        int timeTo = tokenEnd(timeFrom, exemplarTo);
        long time = timeFrom == timeTo ? 0 : seconds("the exemplar's timestamp", timeFrom, timeTo);
        return new Exemplar(labels, Double.longBitsToDouble(bits), time);
    }

    /** The metric that a TYPE, HELP or UNIT is about. */
    public String family() throws ExpositionException {
        int end = textFrom;
        int begin = nameFrom();
        while (end > begin && (in[end - 1] == ' ' || in[end - 1] == '\t')) {
            end--;
        }
        String name = new String(in, begin, end - begin, StandardCharsets.UTF_8);
        return name.startsWith("\"") && name.endsWith("\"") && name.length() >= 2
                ? Escapes.undo(name.substring(1, name.length() - 1), true)
                : name;
    }

    private int nameFrom() {
        int begin = from + 1;
        begin = spaceEnd(begin, to);
        begin = tokenEnd(begin, to);
        return spaceEnd(begin, to);
    }

    /** What a TYPE, HELP or UNIT says of it. */
    public String text() {
        String text = new String(in, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
        return Escapes.undo(text, openMetrics);
    }

    /** Counted from 1. */
    public long line() {
        return line;
    }

    private Entry comment() throws ExpositionException {
        from = at;
        to = lineEnd(at);
        int keyword = spaceEnd(at + 1, to);
        int keywordEnd = tokenEnd(keyword, to);
        at = to;
        Entry entry = keyword(keyword, keywordEnd);
        if (entry == Entry.END) {
            int rest = to < length ? to + 1 : to;
            if (rest < length) {
                throw error("something follows \"# EOF\", which must be the last line");
            }
            return entry;
        }
        if (entry != Entry.SAMPLE) {
            if (keywordEnd == to && !openMetrics) { // the word alone is a comment
                endLine();
                return Entry.SAMPLE;
            }
            int name = spaceEnd(keywordEnd, to);
            int nameEnd = in[Math.min(name, length - 1)] == '"' && name < to ? quoteEnd(name, to) : tokenEnd(name, to);
            if (name == nameEnd) {
                throw error("a " + new String(in, keyword, keywordEnd - keyword, StandardCharsets.UTF_8)
                        + " line names no metric");
            }
            textFrom = spaceEnd(nameEnd, to);
            textTo = to;
        }
        endLine();
        return entry;
    }

    /** {@link Entry#SAMPLE} stands for a comment that says nothing. */
    private Entry keyword(int begin, int end) throws ExpositionException {
        if (end - begin == 4 && is(begin, "TYPE")) {
            return Entry.TYPE;
        }
        if (end - begin == 4 && is(begin, "HELP")) {
            return Entry.HELP;
        }
        if (openMetrics && end - begin == 4 && is(begin, "UNIT")) {
            return Entry.UNIT;
        }
        if (openMetrics && end - begin == 3 && is(begin, "EOF")) {
            return Entry.END;
        }
        if (openMetrics) {
            throw error("a line that begins with '#' is HELP, TYPE, UNIT or EOF");
        }
        return Entry.SAMPLE;
    }

    private boolean is(int begin, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (in[begin + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void sample() throws ExpositionException {
        int end = lineEnd(at);
        from = at;
        to = seriesEnd(end);
        int value = spaceEnd(to, end);
        int valueEnd = tokenEnd(value, end);
        valueBits = decimal.bits(in, value, valueEnd);
        if (!decimal.valid()) {
            throw wrong("the value", value, valueEnd);
        }
        timed = false;
        exemplarFrom = 0;
        exemplarTo = 0;
        int rest = spaceEnd(valueEnd, end);
        if (rest < end && in[rest] != '#') {
            int timeEnd = tokenEnd(rest, end);
            timeMillis = openMetrics ? seconds("the timestamp", rest, timeEnd) : millis(rest, timeEnd);
            timed = true;
            rest = spaceEnd(timeEnd, end);
        }
        if (rest < end && openMetrics && in[rest] == '#') {
            exemplarFrom = spaceEnd(rest + 1, end);
            exemplarTo = end;
            if (exemplarFrom == end || in[exemplarFrom] != '{') {
                throw error("'{' is missing before the exemplar's labels");
            }
            rest = end;
        }
        if (rest < end) {
            throw error("something follows the sample: \"" + shown(rest, end) + "\"");
        }
        at = end;
        endLine();
    }

    private int seriesEnd(int end) throws ExpositionException {
        int i = at;
        while (i < end && in[i] != ' ' && in[i] != '\t' && in[i] != '{') {
            i++;
        }
        int nameEnd = i;
        i = spaceEnd(i, end);
        return i < end && in[i] == '{' ? labelsEnd(i, end) : nameEnd;
    }

    /** Behind the brace that closes the one at {@code begin}. */
    private int labelsEnd(int begin, int end) throws ExpositionException {
        int i = begin;
        while (i < end && in[i] != '}') {
            i = in[i] == '"' ? quoteEnd(i, end) : i + 1;
        }
        if (i >= end) {
            throw error("a '}' is missing after the labels");
        }
        return i + 1;
    }

    /** Behind the quote that closes the one at {@code begin}. */
    private int quoteEnd(int begin, int end) throws ExpositionException {
        int i = begin + 1;
        while (i < end && in[i] != '"') {
            i += in[i] == '\\' ? 2 : 1;
        }
        if (i >= end) {
            throw error("a '\"' is missing");
        }
        return i + 1;
    }

    private long millis(int begin, int end) throws ExpositionException {
        try {
            return Long.parseLong(new String(in, begin, end - begin, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            throw wrong("the timestamp, in milliseconds,", begin, end);
        }
    }

    private long seconds(String what, int begin, int end) throws ExpositionException {
        double seconds = Double.longBitsToDouble(decimal.bits(in, begin, end));
        if (!decimal.valid() || !Double.isFinite(seconds)) {
            throw wrong(what, begin, end);
        }
        return (long) (seconds * 1000);
    }

    private void skipSpace() {
        at = spaceEnd(at, length);
    }

    private int spaceEnd(int begin, int end) {
        int i = begin;
        while (i < end && (in[i] == ' ' || in[i] == '\t')) {
            i++;
        }
        return i;
    }

    private int tokenEnd(int begin, int end) {
        int i = begin;
        while (i < end && in[i] != ' ' && in[i] != '\t') {
            i++;
        }
        return i;
    }

    private int lineEnd(int begin) {
        int i = begin;
        while (i < length && in[i] != '\n') {
            i++;
        }
        return i;
    }

    private void endLine() {
        at++;
        line++;
    }

    private ExpositionException wrong(String what, int begin, int end) {
        return error(what + " is no number: \"" + shown(begin, end) + "\"");
    }

    private String shown(int begin, int end) {
        int most = Math.min(end, begin + 40);
        return new String(in, begin, Math.max(0, most - begin), StandardCharsets.UTF_8) + (most < end ? "…" : "");
    }

    private ExpositionException error(String message) {
        return new ExpositionException(line, message);
    }
}
