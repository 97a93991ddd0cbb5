package dev.nightjar.web.prometheus;

import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Origins;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The API with the real language over stores in memory; a test fills the stores and asks. */
public final class TestingPrometheus implements AutoCloseable {
    static final String FORM = "application/x-www-form-urlencoded";
    static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

    /** Is good for reading until an hour after {@link #NOW}. */
    static final String TOKEN_OF_AN_HOUR = ApiTokens.PREFIX + "hour";

    final TestingClock clock = new TestingClock(NOW);
    final InMemorySeriesStore series = new InMemorySeriesStore();
    final List<SeriesExemplars> exemplars = new ArrayList<>();
    final Map<String, List<MetricMetadata>> metadata = new TreeMap<>();
    final TestingSeriesAdmin admin = new TestingSeriesAdmin();
    final List<GroupView> groups = new ArrayList<>();
    final List<AlertView> alerts = new ArrayList<>();
    final List<OwnFamily> own = new ArrayList<>();
    final AtomicReference<ReloadState> reload =
            new AtomicReference<>(new ReloadState(Instant.ofEpochSecond(1_699_990_000), List.of()));
    final AtomicReference<Labels> external = new AtomicReference<>(Labels.EMPTY);
    final TestingTargets targets = new TestingTargets();
    final TestingServer server;

    TestingPrometheus() {
        this(AccessGate.Trust.THIS_MACHINE, "");
    }

    TestingPrometheus(AccessGate.Trust trust, String origins) {
        this(null, trust, origins);
    }

    /** With a language of the test's own. */
    TestingPrometheus(MetricQueries queries) {
        this(queries, AccessGate.Trust.THIS_MACHINE, "");
    }

    private TestingPrometheus(
            @org.jspecify.annotations.Nullable MetricQueries queries, AccessGate.Trust trust, String origins) {
        PrometheusRoutes.Sources sources = new PrometheusRoutes.Sources(
                queries == null ? new PromqlQueries(new PromQl(series, clock), unwatched(clock)) : queries,
                series,
                exemplarReader(),
                metadataReader(),
                admin,
                rules(),
                targets,
                program(external::get, reload::get, () -> own));
        server = new TestingServer((router, workers) -> {
            Sessions sessions = new Sessions(new byte[32], clock, new Random(1));
            AccessGate gate = new AccessGate(sessions, this::granted, trust, Origins.matching(origins));
            Dispatcher dispatcher = new Dispatcher(workers);
            new PrometheusRoutes(sources, clock).mount(router, gate, dispatcher, dispatcher);
        });
    }

    private Optional<ApiTokens.Grant> granted(String token) {
        return token.equals(TOKEN_OF_AN_HOUR) && clock.instant().isBefore(NOW.plusSeconds(3600))
                ? Optional.of(new ApiTokens.Grant("wall", Set.of(ApiTokens.Scope.QUERY)))
                : Optional.empty();
    }

    private ExemplarReader exemplarReader() {
        return selection -> exemplars.stream()
                .filter(one -> selection.matches(one.series()))
                .toList();
    }

    private MetadataReader metadataReader() {
        return family -> {
            if (family.isEmpty()) {
                return metadata;
            }
            List<MetricMetadata> found = metadata.get(family);
            return found == null ? Map.of() : Map.of(family, found);
        };
    }

    private RuleSource rules() {
        return new RuleSource() {
            @Override
            public List<GroupView> groups() {
                return groups;
            }

            @Override
            public List<AlertView> alerts() {
                return alerts;
            }
        };
    }

    /** What a program says of itself. */
    public static ProgramFacts program(
            Supplier<Labels> externalLabels, Supplier<ReloadState> reload, Supplier<List<OwnFamily>> own) {
        return new ProgramFacts(
                "0.1.0",
                Instant.ofEpochSecond(1_699_990_000),
                Path.of("/srv"),
                "host",
                "30d",
                Map.of("query.lookback-delta", "5m"),
                new ShownConfiguration(
                        () -> "listen: \"127.0.0.1:7300\"\n", () -> "listen: \"127.0.0.1:7299\"\n", () -> "diff: it\n"),
                externalLabels,
                reload,
                own,
                new TestingProcess());
    }

    /** A list of what runs that nobody looks at. */
    public static ActiveQueries unwatched(InstantSource clock) {
        return new ActiveQueries(clock, new SlowQueries(Duration.ofHours(1), 1, slow -> {}));
    }

    /** The body of the answer to a GET under {@code /api/v1/}. */
    String get(String path) {
        return server.get("/api/v1/" + path).body();
    }

    /** What is inside the envelope of an answer that went well. */
    static String success(String data) {
        return "{\"status\":\"success\",\"data\":" + data + "}";
    }

    @Override
    public void close() {
        server.close();
    }
}
