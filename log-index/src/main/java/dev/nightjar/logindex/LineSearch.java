package dev.nightjar.logindex;

import dev.nightjar.model.LogSelection.LineFilter;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the lines of a block that fulfil a selection's filters by searching its whole text at once. */
final class LineSearch {
    private LineSearch() {}

    /** The lines that fulfil all filters; null where there is no filter. */
    static @Nullable BitSet matching(Lines lines, List<LineFilter> filters) {
        BitSet all = null;
        for (LineFilter filter : filters) {
            BitSet some = matching(lines, filter);
            if (all == null) {
                all = some;
            } else {
                all.and(some);
            }
            if (all.isEmpty()) {
                return all;
            }
        }
        return all;
    }

    private static BitSet matching(Lines lines, LineFilter filter) {
        return switch (filter) {
            case LineFilter.Contains contains -> {
                byte[] needle = contains.text().getBytes(StandardCharsets.UTF_8);
                yield containing(lines, contains.foldCase() ? lower(needle) : needle, contains.foldCase());
            }
            case LineFilter.AnyOf any -> {
                BitSet union = new BitSet(lines.size());
                any.alternatives().forEach(alternative -> union.or(matching(lines, alternative)));
                yield union;
            }
        };
    }

    private static BitSet containing(Lines lines, byte[] needle, boolean foldCase) {
        BitSet found = new BitSet(lines.size());
        if (needle.length == 0) {
            found.set(0, lines.size());
            return found;
        }
        int line = 0;
        int at = 0;
        int end = lines.textBytes();
        while ((at = indexOf(lines.text(), at, end, needle, foldCase)) >= 0) {
            while (lines.end(line) <= at) {
                line++;
            }
            if (at + needle.length <= lines.end(line)) {
                found.set(line);
                at = lines.end(line);
            } else {
                at++;
            }
        }
        return found;
    }

    private static int indexOf(byte[] text, int from, int end, byte[] needle, boolean foldCase) {
        byte first = needle[0];
        byte upper = foldCase && first >= 'a' && first <= 'z' ? (byte) (first - 32) : first;
        int last = end - needle.length;
        for (int i = from; i <= last; i++) {
            if ((text[i] == first || text[i] == upper) && matchesAt(text, i, needle, foldCase)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matchesAt(byte[] text, int at, byte[] needle, boolean foldCase) {
        for (int i = 1; i < needle.length; i++) {
            byte b = text[at + i];
            if (b != needle[i] && !(foldCase && b >= 'A' && b <= 'Z' && b + 32 == needle[i])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] lower(byte[] text) {
        byte[] folded = text.clone();
        for (int i = 0; i < folded.length; i++) {
            if (folded[i] >= 'A' && folded[i] <= 'Z') {
                folded[i] = (byte) (folded[i] + 32);
            }
        }
        return folded;
    }
}
