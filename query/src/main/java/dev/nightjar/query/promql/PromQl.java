package dev.nightjar.query.promql;

import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import java.time.InstantSource;

/** Answers PromQL over one store. Thread-safe; queries run on the thread that asks. */
public final class PromQl {
    private final SeriesReader reader;
    private final InstantSource clock;

    /** The clock only measures how long queries take. */
    public PromQl(SeriesReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Parses and checks. Throws {@link dev.nightjar.query.QueryException} of kind BAD_DATA, with line and column, where
     * the text is not PromQL.
     */
    public PreparedQuery prepare(String text) {
        SourceText source = QueryText.of(text);
        return new PreparedQuery(reader, clock, source, Parser.parse(source));
    }

    /** The syntax tree. Throws as {@link #prepare}. */
    public static Expr parse(String text) {
        return Parser.parse(QueryText.of(text));
    }

    /** The query in its usual form. Throws as {@link #prepare}. */
    public static String format(String text) {
        return Printer.print(parse(text));
    }

    /** The text of a tree; parses to the same tree again. */
    public static String print(Expr expr) {
        return Printer.print(expr);
    }
}
