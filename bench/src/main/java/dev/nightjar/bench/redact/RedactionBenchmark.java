package dev.nightjar.bench.redact;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.redact.Redaction;
import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.redact.RedactionRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Looking through a batch of access and JSON lines of about 150 bytes; nanoseconds a line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RedactionBenchmark {
    private static final int LINES = 1_000;

    /** What is looked for. */
    public enum Rules {
        /** Cards, e-mail addresses, tokens. */
        BUILT_IN,
        /** And a pattern with text that it requires. */
        WITH_PATTERN
    }

    @Param({"BUILT_IN", "WITH_PATTERN"})
    Rules rules = Rules.BUILT_IN;

    /** One line in so many holds something. */
    @Param({"0", "100"})
    int oneIn;

    private Redaction redaction = new Redaction(RedactionRules.NONE);
    private LogBatch batch = new LogBatch(List.of());

    @Setup
    public void fill() {
        redaction = new Redaction(new RedactionRules(
                List.of(RedactionRules.BuiltIn.values()),
                rules == Rules.BUILT_IN ? List.of() : List.of(new RedactionPattern("password", "password=(\\S+)")),
                ""));
        Random random = new Random(5);
        LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("service", "shop"));
        for (int i = 0; i < LINES; i++) {
            boolean holds = oneIn > 0 && i % oneIn == 0;
            stream.line(i, line(random, i, holds).getBytes(StandardCharsets.UTF_8));
        }
        batch = new LogBatch(List.of(stream.build()));
    }

    private static String line(Random random, int i, boolean holds) {
        String trace = "%016x".formatted(random.nextLong());
        return i % 2 == 0
                ? "10.1.%d.%d - - [21/Nov/2026:11:40:%02d +0000] \"GET /products/%d HTTP/1.1\" 200 %d 0.016 \"-\" \"Mozilla/5.0 (X11)\" trace=%s user=%s"
                        .formatted(
                                random.nextInt(256),
                                random.nextInt(256),
                                i % 60,
                                i,
                                random.nextInt(9999),
                                trace,
                                holds ? "anna@example.com" : "anna")
                : "{\"level\":\"info\",\"msg\":\"card charged\",\"instance\":\"payment-%d\",\"order\":\"o-%06d\",\"amount_cents\":%d,\"duration_ms\":%d,\"trace_id\":\"%s\"}"
                        .formatted(i % 10, random.nextInt(999999), random.nextInt(20000), random.nextInt(90), trace);
    }

    /** Says how many lines there are. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long redact() {
        return redaction.apply(batch).lineCount();
    }
}
