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
        return condition(lines(text));
    }

    /**
     * Refuses stages behind the last filter: they change lines or labels and leave no line out, so a query such as
     * {@code {app="shop"} | line_format "…"} would delete the whole stream, where a part of each line may be meant. And a
     * selector that names no stream, which is what remains of a query whose parts got lost on the way.
     */
    @Override
    public LineCondition readRequest(String text) {
        Expression.Lines lines = lines(text);
        if (lines.stages().isEmpty() && lines.matchers().stream().allMatch(Matcher::matchesAbsent)) {
            throw new IllegalArgumentException(
                    "`" + text.strip() + "` names no stream, and lines are not had back: say which,"
                            + " such as {app=\"shop\"}, or {service_name=~\".+\"} where all of them are meant");
        }
        for (Stage stage : lines.stages().reversed()) {
            if (isFilter(stage)) {
                break;
            }
            throw new IllegalArgumentException("`" + Printer.stage(stage) + "` stands behind all filters and leaves no"
                    + " line out, so every line before it would be deleted, whole: end the query with a line filter or"
                    + " a label filter, or leave this stage out");
        }
        return condition(lines);
    }

    private static boolean isFilter(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter _, Stage.LabelFilter _ -> true;
            case Stage.Json _,
                    Stage.Logfmt _,
                    Stage.PatternParser _,
                    Stage.Regexp _,
                    Stage.Unpack _,
                    Stage.Decolorize _,
                    Stage.LineFormat _,
                    Stage.LabelFormat _,
                    Stage.Select _ -> false;
        };
    }

    private LineCondition condition(Expression.Lines lines) {
        try {
            Pipeline pipeline = Pipeline.of(lines.stages(), clock);
            return new Condition(lines.matchers(), FilterHints.of(lines.stages()), pipeline);
        } catch (QueryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Expression.Lines lines(String text) {
        try {
            SourceText source = QueryText.of(text);
            if (Parser.parse(source) instanceof Expression.Lines lines) {
                return lines;
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
