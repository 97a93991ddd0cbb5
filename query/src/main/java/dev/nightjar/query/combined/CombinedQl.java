package dev.nightjar.query.combined;

import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.promql.PromQl;
import java.time.InstantSource;

/** Queries over metrics and logs in one text. Thread-safe. */
public final class CombinedQl {
    private final PromQl promQl;
    private final LogQl logQl;
    private final InstantSource clock;

    /** The clock only measures how long queries take. */
    public CombinedQl(PromQl promQl, LogQl logQl, InstantSource clock) {
        this.promQl = promQl;
        this.logQl = logQl;
        this.clock = clock;
    }

    /**
     * Reads a text such as {@code logql(sum by (job) (rate({job=~".+"} |= "error" [5m]))) / promql(sum by (job)
     * (rate(requests_total[5m])))}. Throws {@link dev.nightjar.query.QueryException} with the place where it is wrong.
     */
    public CombinedQuery prepare(String text) {
        SourceText source = QueryText.of(text);
        Expr expr = Parser.parse(source);
        return new CombinedQuery(source, expr, PartAnswers.prepare(expr, source, promQl, logQl), clock);
    }
}
