package dev.nightjar.logindex;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Bytes that a line must contain. What was found out about a template is kept for the blocks that follow. Thread-safe. */
final class Needle {
    private final byte[] text;
    private final boolean foldCase;
    /** Null where the needle is empty, so in every line. */
    private final @Nullable ByteSearch search;

    private final Map<Template, NeedleWays.Condition[][]> ways = new ConcurrentHashMap<>();
    /** The questions that any template led to so far, numbered. */
    private final Map<ValueTest, Integer> questions = new HashMap<>();

    Needle(String text, boolean foldCase) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.text = foldCase ? lower(bytes) : bytes;
        this.foldCase = foldCase;
        this.search = text.isEmpty() ? null : new ByteSearch(this.text, foldCase);
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
        if (search == null) {
            found.set(0, lines.size());
            return found;
        }
        int line = 0;
        int at = 0;
        int end = lines.textBytes();
        while ((at = search.indexIn(lines.text(), at, end)) >= 0) {
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
}
