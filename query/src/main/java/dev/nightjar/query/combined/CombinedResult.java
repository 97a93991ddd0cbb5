package dev.nightjar.query.combined;

import dev.nightjar.query.QueryValue;
import java.util.List;

/** An answer, with what is to be said of it. */
public record CombinedResult(QueryValue value, List<String> warnings, List<String> infos) {
    public CombinedResult {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
