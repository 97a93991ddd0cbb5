package dev.nightjar.query.promql;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;

/** Any text parses or is refused with its place. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class PromQlFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void what_parses_prints_as_something_that_prints_the_same(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        String printed;
        try {
            printed = PromQl.print(PromQl.parse(text));
        } catch (QueryException e) {
            if (e.kind() != ErrorKind.BAD_DATA) {
                throw new AssertionError("refused as " + e.kind() + ": " + text, e);
            }
            return;
        }
        String again = PromQl.print(PromQl.parse(printed));
        if (!again.equals(printed)) {
            throw new AssertionError("printed " + printed + ", then " + again);
        }
    }
}
