package dev.nightjar.logindex;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes that a line must contain. What was found out about a template is kept for the blocks that follow. Thread-safe. */
final class Needle {
    private final byte[] text;
    private final boolean foldCase;
    private final Map<Template, NeedleWays.Condition[][]> ways = new ConcurrentHashMap<>();
    /** The questions that any template led to so far, numbered. */
    private final Map<ValueTest, Integer> questions = new HashMap<>();

    Needle(String text, boolean foldCase) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.text = foldCase ? lower(bytes) : bytes;
        this.foldCase = foldCase;
    }

    private static byte[] lower(byte[] bytes) {
        byte[] folded = bytes.clone();
        for (int i = 0; i < folded.length; i++) {
            if (folded[i] >= 'A' && folded[i] <= 'Z') {
                folded[i] = (byte) (folded[i] + 32);
            }
        }
        return folded;
    }

    /** Whether rows can be asked one by one: an empty needle is everywhere, one with a line break spans rows. */
    boolean isWithinRows() {
        if (text.length == 0) {
            return false;
        }
        for (byte b : text) {
            if (b == '\n') {
                return false;
            }
        }
        return true;
    }

    /** How the needle can lie in rows of a template, as {@link NeedleWays} tells it. Not to be changed. */
    NeedleWays.Condition[][] ways(Template template) {
        NeedleWays.Condition[][] known = ways.get(template);
        if (known == null) {
            known = NeedleWays.of(template, text, foldCase, this::number);
            ways.put(template, known);
        }
        return known;
    }

    private int number(ValueTest question) {
        synchronized (questions) {
            return questions.computeIfAbsent(question, unknown -> questions.size());
        }
    }

    /** More than the number of any question in what {@link #ways} has answered so far. */
    int questions() {
        synchronized (questions) {
            return questions.size();
        }
    }

    /** The lines that contain it, found by searching their whole text at once. */
    BitSet in(Lines lines) {
        BitSet found = new BitSet(lines.size());
        if (text.length == 0) {
            found.set(0, lines.size());
            return found;
        }
        int line = 0;
        int at = 0;
        int end = lines.textBytes();
        while ((at = indexOf(lines.text(), at, end)) >= 0) {
            while (lines.end(line) <= at) {
                line++;
            }
            if (at + text.length <= lines.end(line)) {
                found.set(line);
                at = lines.end(line);
            } else {
                at++;
            }
        }
        return found;
    }

    private int indexOf(byte[] in, int from, int end) {
        byte first = text[0];
        byte upper = foldCase && first >= 'a' && first <= 'z' ? (byte) (first - 32) : first;
        int last = end - text.length;
        for (int i = from; i <= last; i++) {
            if ((in[i] == first || in[i] == upper) && isAt(in, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] in, int at) {
        for (int i = 1; i < text.length; i++) {
            if (!ValueTest.same(in[at + i], text[i], foldCase)) {
                return false;
            }
        }
        return true;
    }
}
