package dev.nightjar.query.promql;

import dev.nightjar.query.QueryValue;
import java.util.List;

/**
 * An answer, with what its reader should know.
 *
 * @param warnings the answer may be wrong
 * @param infos the answer may not be what was meant
 * @param seriesRead how many series the selectors found
 * @param samplesUsed samples read and values computed
 */
public record QueryResult(
        QueryValue value, List<String> warnings, List<String> infos, long seriesRead, long samplesUsed) {
    public QueryResult {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
