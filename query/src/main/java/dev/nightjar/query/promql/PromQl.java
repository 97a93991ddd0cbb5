package dev.nightjar.query.promql;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers PromQL over one store. Thread-safe; queries run on the thread that asks, which others may help with reading. */
public final class PromQl {
    private final SeriesReader reader;
    private final SecondReaders secondReaders;
    private final InstantSource clock;

    /** The clock only measures how long queries take. */
    public PromQl(SeriesReader reader, InstantSource clock) {
        this(reader, SecondReaders.none(), clock);
    }

    public PromQl(SeriesReader reader, SecondReaders secondReaders, InstantSource clock) {
        this.reader = reader;
        this.secondReaders = secondReaders;
        this.clock = clock;
    }

    /**
     * Parses and checks. Throws {@link dev.nightjar.query.QueryException} of kind BAD_DATA, with line and column, where
     * the text is not PromQL.
     */
    public PreparedQuery prepare(String text) {
        Instant begun = clock.instant();
        SourceText source = QueryText.of(text);
        Expr expr = Parser.parse(source);
        return new PreparedQuery(reader, secondReaders, clock, source, expr, Duration.between(begun, clock.instant()));
    }

    /** The syntax tree. Throws as {@link #prepare}. */
    public static Expr parse(String text) {
        return Parser.parse(QueryText.of(text));
    }

    /**
     * The conditions of a selector of series, as Prometheus takes them where all series may be meant: of {@code
     * {job=~".*"}}, too. Throws as {@link #prepare}, also where the text is another expression.
     */
    public static List<Matcher> selector(String text) {
        if (text.strip().startsWith("{")) {
            return Parser.parseBraces(QueryText.of(text)).matchers();
        }
        if (parse(text) instanceof Expr.VectorSelector selector
                && selector.extension() == Expr.Extension.NONE
                && selector.timing().equals(Timing.NOW)) {
            return selector.matchers();
        }
        throw new QueryException(ErrorKind.BAD_DATA, "not a series selector, such as up{job=\"node\"}: " + text);
    }

    /** The query laid out for reading, long parts on lines of their own. Throws as {@link #prepare}. */
    public static String format(String text) {
        return PrettyPrinter.print(parse(text));
    }

    /**
     * The syntax tree as maps, lists, strings, numbers, booleans and nulls, with the fields that Prometheus' {@code
     * /api/v1/parse_query} answers with. Throws as {@link #prepare}.
     */
    public static Map<String, @Nullable Object> syntaxTree(String text) {
        return SyntaxTree.document(parse(text));
    }

    /** The text of a tree; parses to the same tree again. */
    public static String print(Expr expr) {
        return Printer.print(expr);
    }
}
