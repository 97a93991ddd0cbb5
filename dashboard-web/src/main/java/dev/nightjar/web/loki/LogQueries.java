package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.logql.LineFollower;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.query.logql.LogEntry;
import java.util.List;
import java.util.function.Predicate;

/** Answers LogQL. Blocks; thread-safe. Failures are {@link dev.nightjar.query.QueryException}. */
public interface LogQueries {
    /** What a query gave: lines, or numbers made of them. */
    sealed interface Answer {
        /** The statistics that clients show. */
        QueryCost cost();

        /** What it is without, in sentences. */
        List<String> warnings();

        record Lines(List<Stream> streams, boolean categorized, QueryCost cost, List<String> warnings)
                implements Answer {
            public Lines {
                streams = List.copyOf(streams);
                warnings = List.copyOf(warnings);
            }
        }

        record Numbers(QueryValue value, QueryCost cost, List<String> warnings) implements Answer {
            public Numbers {
                warnings = List.copyOf(warnings);
            }
        }
    }

    /** @param blank names of labels without a value, sorted */
    record Stream(Labels labels, List<String> blank, List<Entry> entries) {
        public Stream {
            blank = List.copyOf(blank);
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param metadata of the line, where the question asks for it apart from the stream's labels
     * @param parsed by the query, likewise
     * @param blank names of labels that the query made without a value, likewise
     */
    record Entry(long timestampNanos, String line, Labels metadata, Labels parsed, List<String> blank) {
        public Entry {
            blank = List.copyOf(blank);
        }
    }

    /**
     * @param startNanos inside the range
     * @param endNanos outside the range of a query for lines, inside that of one for numbers
     * @param stepMillis between values of a query for numbers
     * @param intervalNanos that entries of a query for lines lie apart at least
     * @param categorize keeps metadata and parsed labels with each line, instead of making streams of them
     */
    record RangeQuestion(
            String query,
            long startNanos,
            long endNanos,
            long stepMillis,
            long intervalNanos,
            int limit,
            LogDirection direction,
            boolean categorize) {
        /** The same of another query, labels in one set with each line. */
        RangeQuestion ofMerged(String other) {
            return new RangeQuestion(other, startNanos, endNanos, stepMillis, intervalNanos, limit, direction, false);
        }
    }

    /** Who asks, and what stops it. */
    record Asking(String by, Cancellation cancellation) {}

    Answer range(RangeQuestion question, Asking asking);

    Answer instant(String query, long atNanos, Asking asking);

    /** A query of lines that was read and can be walked over, however many there are. */
    interface Walk {
        /**
         * Hands entries over until {@code consumer} answers false; nothing is collected. Answers what they are without, in
         * sentences.
         */
        List<String> forEach(NanoRange range, LogDirection direction, Asking asking, Predicate<LogEntry> consumer);
    }

    Walk walk(String query);

    /** A query of lines, to be asked of lines as they come. */
    LineFollower follower(String query);

    /** The conditions of the stream selector that a query of lines begins with; empty for {@code {}}. */
    List<Matcher> selector(String text);

    /** The same of a text that is a stream selector, such as {@code {service="checkout"}}, and nothing else. */
    List<Matcher> selectorAlone(String text);
}
