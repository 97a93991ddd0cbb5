package dev.nightjar.query.logql;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.testkit.InMemoryLogStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Any line passes any parser. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class PipelineFuzzTest {
    private static final List<String> STAGES = List.of(
            "| json",
            "| json a=\"b[0].c\", d=`[\"e f\"]`",
            "| logfmt",
            "| logfmt --strict --keep-empty | logfmt a=\"b\"",
            "| unpack",
            "| decolorize | pattern `<a> <b>[<c>` | a > 5 or b < 1KB or c = ip(\"10.0.0.0/8\")",
            "|= ip(\"::/0\") |> `<_>a<_>`");

    @FuzzTest(maxDuration = "5m")
    void any_line_passes_any_parser(FuzzedDataProvider data) {
        String stages = data.pickValue(STAGES);
        byte[] line = data.consumeRemainingAsBytes();
        InMemoryLogStore store = new InMemoryLogStore();
        store.append(new LogBatch(
                List.of(LogBatch.stream(Labels.of("app", "a")).line(1, line).build())));
        new LogQl(store, QueryLimits.DEFAULTS, InstantSource.fixed(Instant.EPOCH))
                .prepare("{app=\"a\"} " + stages)
                .streams(new NanoRange(0, 10), 10, LogDirection.FORWARD, new Cancellation());
    }
}
