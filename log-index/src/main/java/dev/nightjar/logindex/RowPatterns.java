package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.Pattern;
import dev.nightjar.logindex.pattern.PatternBook;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patterns of lines that have no templates yet. Used by one thread. */
final class RowPatterns {
    /** {@code pattern}: null where the rows have none. */
    private record Known(
            byte[] key, boolean moreRows, @Nullable Pattern pattern) {}

    private final PatternBook book;
    private final RowShape shape = new RowShape();
    private final Map<String, Map<Long, Known>> byApplication = new HashMap<>();

    RowPatterns(PatternBook book) {
        this.book = book;
    }

    /** Null where the line has none. */
    @Nullable
    Pattern of(String application, byte[] text, int start, int end) {
        int rowEnd = shape.read(text, start, end);
        if (rowEnd == RowShape.ZERO_BYTE) {
            return null;
        }
        boolean moreRows = rowEnd < end;
        long hash = LineTable.hash(moreRows ? 1 : 0, shape.key(), 0, shape.length());
        Map<Long, Known> patterns = byApplication.computeIfAbsent(application, unknown -> new HashMap<>());
        Known known = patterns.get(hash);
        if (known != null
                && known.moreRows() == moreRows
                && Arrays.equals(known.key(), 0, known.key().length, shape.key(), 0, shape.length())) {
            return known.pattern();
        }
        Pattern pattern = book.of(application, shape.key(), shape.length(), moreRows);
        patterns.put(hash, new Known(Arrays.copyOf(shape.key(), shape.length()), moreRows, pattern));
        return pattern;
    }
}
