package dev.nightjar.model;

import java.util.List;

/**
 * Which log lines, in what order.
 *
 * @param matchers on the stream's labels, {@link ServiceName} among them; all must hold; may be empty (every stream)
 * @param range lines outside it are not returned
 * @param order in which lines come
 * @param filters conditions on the line that the asker checks itself in any case; a store uses what it can of them to
 *     leave out lines that cannot match, and never leaves out one that does
 */
public record LogSelection(List<Matcher> matchers, NanoRange range, Order order, List<LineFilter> filters) {
    public LogSelection {
        matchers = List.copyOf(matchers);
        filters = List.copyOf(filters);
    }

    /** Whether the lines of a stream may be among those selected. */
    public boolean selects(Labels stream) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(ServiceName.valueOf(matcher.name(), stream))) {
                return false;
            }
        }
        return true;
    }

    /** Lines by time over all streams, or stream by stream and as they lie (for counting). */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST,
        ANY
    }

    /** A necessary condition on a line's bytes. */
    public sealed interface LineFilter {
        /** The line contains all the bytes of {@code text} (UTF-8) in a row. {@code foldCase}: ASCII case does not count. */
        record Contains(String text, boolean foldCase) implements LineFilter {}

        /** The line passes the test. */
        record Passes(LineTest test) implements LineFilter {}

        /** The other one does not hold. */
        record Not(LineFilter other) implements LineFilter {}

        /** At least one of the alternatives holds. */
        record AnyOf(List<LineFilter> alternatives) implements LineFilter {
            public AnyOf {
                alternatives = List.copyOf(alternatives);
            }
        }
    }
}
