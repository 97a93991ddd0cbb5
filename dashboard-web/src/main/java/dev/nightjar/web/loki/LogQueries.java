package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryValue;
import java.util.List;

/** Answers LogQL. Blocks; thread-safe. Failures are {@link dev.nightjar.query.QueryException}. */
public interface LogQueries {
    /** Which lines come first, and are kept where there are more than asked for. */
    enum Direction {
        BACKWARD,
        FORWARD
    }

    /** What a query gave: lines, or numbers made of them. */
    sealed interface Answer {
        /** The statistics that clients show. */
        Stats stats();

        record Lines(List<Stream> streams, boolean categorized, Stats stats) implements Answer {
            public Lines {
                streams = List.copyOf(streams);
            }
        }

        record Numbers(QueryValue value, Stats stats) implements Answer {}
    }

    record Stream(Labels labels, List<Entry> entries) {
        public Stream {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param metadata of the line, where the question asks for it apart from the stream's labels
     * @param parsed by the query, likewise
     */
    record Entry(long timestampNanos, String line, Labels metadata, Labels parsed) {}

    record Stats(long lines, long bytes, double seconds) {}

    /**
     * @param startNanos inside the range; of a query for lines
     * @param endNanos outside the range
     * @param stepMillis between values of a query for numbers
     * @param categorize keeps metadata and parsed labels with each line, instead of making streams of them
     */
    record RangeQuestion(
            String query,
            long startNanos,
            long endNanos,
            long stepMillis,
            int limit,
            Direction direction,
            boolean categorize) {}

    /** Who asks, and what stops it. */
    record Asking(String by, Cancellation cancellation) {}

    Answer range(RangeQuestion question, Asking asking);

    Answer instant(String query, long atNanos, Asking asking);

    /** The conditions of a stream selector such as {@code {service="checkout"}}. */
    List<Matcher> selector(String text);
}
