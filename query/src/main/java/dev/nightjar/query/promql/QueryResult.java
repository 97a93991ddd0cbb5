package dev.nightjar.query.promql;

import dev.nightjar.query.QueryStatistics;
import dev.nightjar.query.QueryValue;
import java.util.List;
import java.util.Optional;

/**
 * An answer, with what its reader should know.
 *
 * @param warnings the answer may be wrong
 * @param infos the answer may not be what was meant
 * @param plan what each part of the query took, where the options asked for it
 */
public record QueryResult(
        QueryValue value,
        List<String> warnings,
        List<String> infos,
        QueryStatistics statistics,
        Optional<PlanNode> plan) {
    public QueryResult {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
