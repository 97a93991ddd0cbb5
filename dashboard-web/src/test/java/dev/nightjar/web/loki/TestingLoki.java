package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.prometheus.ReloadState;
import dev.nightjar.web.prometheus.TestingPrometheus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The routes over a store in memory, with the real engine, over real HTTP. */
final class TestingLoki implements AutoCloseable {
    static final long NOW = 1_700_000_000L;
    static final long SECOND = 1_000_000_000L;

    /** Is good for reading until an hour after {@link #NOW}. */
    static final String TOKEN_OF_AN_HOUR = ApiTokens.PREFIX + "hour";

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(NOW));
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final AtomicInteger flushes = new AtomicInteger();
    private final List<LokiRoutes> mounted = new ArrayList<>();
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)), this::granted, AccessGate.Trust.THIS_MACHINE);
        LogQueries queries = new LogqlQueries(
                logs,
                QueryLimits.DEFAULTS,
                clock,
                TestingPrometheus.unwatched(clock),
                () -> clock.millis() * 1_000_000);
        Dispatcher dispatcher = new Dispatcher(workers);
        LokiRoutes routes = new LokiRoutes(
                new LokiRoutes.Sources(
                        queries,
                        logs,
                        logs,
                        TestingLoki::patterns,
                        new TestingLogAdmin(),
                        TestingPrometheus.program(
                                () -> Labels.EMPTY, () -> new ReloadState(Instant.EPOCH, List.of()), List::of),
                        QueryLimits.DEFAULTS,
                        flushes::incrementAndGet),
                clock);
        mounted.add(routes);
        router.get("/nightjar/v1/logs/export")
                .handler(dispatcher.handler(new LogExport(queries, clock)::reply, Problems::reply));
        router.get("/nightjar/v1/logs/context")
                .handler(dispatcher.handler(new LogContext(queries, logs, clock)::reply, Problems::reply));
        routes.mount(router, gate, dispatcher, dispatcher, workers);
    });

    /** Of every selection: one pattern, with as many lines as its slice's number, every third slice. */
    private static List<LogPattern> patterns(List<Matcher> matchers, NanoRange range, long sliceNanos) {
        long[] lines = new long[Math.toIntExact(Math.ceilDiv(range.endNanos() - range.startNanos(), sliceNanos))];
        for (int i = 0; i < lines.length; i += 3) {
            lines[i] = i;
        }
        LogPattern.Example example = new LogPattern.Example(Labels.EMPTY, 0, new byte[0], Labels.EMPTY);
        return List.of(new LogPattern(
                "took <_> ms of " + matchers.getFirst().value(),
                lines,
                "info",
                List.of(new LogPattern.Origin("", "", 1, 0, 0, 0)),
                example));
    }

    private Optional<ApiTokens.Grant> granted(String token) {
        return token.equals(TOKEN_OF_AN_HOUR) && clock.instant().isBefore(Instant.ofEpochSecond(NOW + 3600))
                ? Optional.of(new ApiTokens.Grant("grafana", Set.of(ApiTokens.Scope.QUERY)))
                : Optional.empty();
    }

    TestingClock clock() {
        return clock;
    }

    int flushes() {
        return flushes.get();
    }

    TestingServer server() {
        return server;
    }

    void pushAt(long nanos, Labels labels, String line) {
        logs.append(new LogBatch(List.of(LogBatch.stream(labels)
                .line(nanos, line.getBytes(StandardCharsets.UTF_8))
                .build())));
    }

    /** Lines a second apart, the first a minute ago. */
    void push(Labels labels, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(labels);
        for (int i = 0; i < lines.length; i++) {
            stream.line((NOW - 60 + i) * SECOND, lines[i].getBytes(StandardCharsets.UTF_8));
        }
        logs.append(new LogBatch(List.of(stream.build())));
    }

    /** One line a minute ago. */
    void push(Labels labels, String line, Labels metadata) {
        push(labels, line.getBytes(StandardCharsets.UTF_8), metadata);
    }

    /** The same, of any bytes. */
    void push(Labels labels, byte[] text, Labels metadata) {
        logs.append(new LogBatch(List.of(LogBatch.stream(labels)
                .line((NOW - 60) * SECOND, text, 0, text.length, metadata)
                .build())));
    }

    /** Some lines of the stream between two moments, in seconds after the first that is pushed, cannot be read any more. */
    void lose(Labels labels, int block, long lines, int fromSecond, int toSecond) {
        logs.lose(
                new LostLines.Block("2023-11-14", "days/2023-11-14/blocks-0000.dat", 4096, block, labels, lines),
                new NanoRange((NOW - 60 + fromSecond) * SECOND, (NOW - 60 + toSecond) * SECOND));
    }

    @Override
    public void close() {
        mounted.forEach(LokiRoutes::close);
        server.close();
    }
}
