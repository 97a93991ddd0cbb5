package dev.nightjar.query.logql;

import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Says of single lines whether a LogQL query selects them: what a store asks when it is to delete by query. */
public final class LogConditions implements LineCondition.Language {
    private final InstantSource clock;

    /** {@code clock}: what templates take for the present. */
    public LogConditions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public LineCondition read(String text) {
        try {
            SourceText source = QueryText.of(text);
            if (Parser.parse(source) instanceof Expression.Lines lines) {
                Pipeline pipeline = Pipeline.of(lines.stages(), clock);
                return new Condition(lines.matchers(), FilterHints.of(lines.stages()), pipeline);
            }
        } catch (QueryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "the query yields values, not lines: send a selector, such as {app=\"shop\"} |= \"text\"");
    }

    /**
     * The matchers of a query that is a selector of streams and nothing else; empty where it is more. Throws
     * {@link QueryException} where it is no query.
     */
    public static Optional<List<Matcher>> selector(String text) {
        return Parser.parse(QueryText.of(text)) instanceof Expression.Lines lines
                        && lines.stages().isEmpty()
                ? Optional.of(lines.matchers())
                : Optional.empty();
    }

    private record Condition(List<Matcher> matchers, List<LogSelection.LineFilter> filters, Pipeline pipeline)
            implements LineCondition {
        @Override
        public boolean holds(LogCursor line) {
            return pipeline.apply(Entry.of(line));
        }
    }
}
