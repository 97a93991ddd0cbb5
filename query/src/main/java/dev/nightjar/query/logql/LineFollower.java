package dev.nightjar.query.logql;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.Matcher;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A query of lines, to be asked of one line after the other as they come. Used by one thread at a time. */
public final class LineFollower {
    private final Expression.Lines lines;
    private final Pipeline pipeline;

    private LineFollower(Expression.Lines lines, Pipeline pipeline) {
        this.lines = lines;
        this.pipeline = pipeline;
    }

    static LineFollower of(Expression.Lines lines, InstantSource clock) {
        return new LineFollower(lines, Pipeline.of(lines.stages(), clock));
    }

    /** Which streams the lines must be of. */
    public List<Matcher> matchers() {
        return lines.matchers();
    }

    /** What a store may use to leave out lines that would not come out. */
    public List<LineFilter> hints() {
        return FilterHints.of(lines.stages());
    }

    /** What becomes of the line where the cursor stands; empty where it does not come out. */
    public Optional<LogEntry> apply(LogCursor cursor) {
        Entry entry = Entry.of(cursor);
        return pipeline.apply(entry) ? Optional.of(LogEntry.of(entry)) : Optional.empty();
    }
}
