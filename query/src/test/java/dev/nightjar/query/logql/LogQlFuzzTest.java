package dev.nightjar.query.logql;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;

/** Any text parses or is refused. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class LogQlFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void any_text_parses_or_is_refused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            Parser.parse(new SourceText(text));
        } catch (QueryException e) {
            if (e.kind() != ErrorKind.BAD_DATA
                    && !String.valueOf(e.getMessage()).startsWith("not supported yet")) {
                throw new AssertionError("refused as " + e.kind() + ": " + text, e);
            }
        }
    }
}
