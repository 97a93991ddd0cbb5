package dev.nightjar.query.logql;

import dev.nightjar.model.LogReader;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import java.time.InstantSource;

/** LogQL over a log store. Thread-safe. */
public final class LogQl {
    private final LogReader reader;
    private final QueryLimits limits;
    private final InstantSource clock;

    public LogQl(LogReader reader, QueryLimits limits, InstantSource clock) {
        this.reader = reader;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Reads a query's text. Throws {@link dev.nightjar.query.QueryException} with the place where it is wrong, or with
     * "not supported yet" where it is right but cannot be answered.
     */
    public LogQuery prepare(String text) {
        SourceText source = QueryText.of(text);
        return new LogQuery(reader, limits, clock, source, Parser.parse(source));
    }

    /** The query of lines {@code text}, of which only those remain that {@code regex} matches somewhere. */
    public static String matching(String text, String regex) {
        return text + "\n|~ " + GoText.quoted(regex); // on a line of its own: the text may end in a comment
    }

    /** The query laid out for reading, as Loki's formatter does it. Throws as {@link #prepare}. */
    public static String format(String text) {
        return PrettyPrinter.print(Parser.parse(QueryText.of(text)));
    }
}
