package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.AskedQuery;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.ApiTokens.Grant;
import dev.nightjar.web.access.ApiTokens.Scope;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.prometheus.Explanations;
import dev.nightjar.web.prometheus.PromqlQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningRoutesTest {
    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final SlowQueries slow = new SlowQueries(Duration.ZERO, 10, query -> {});
    private final ActiveQueries active = new ActiveQueries(clock, slow);
    private final TestingServer server = new TestingServer((router, workers) -> {
        ApiTokens tokens = token -> token.equals("ada")
                ? Optional.of(new Grant("ada", Set.of(Scope.QUERY, Scope.RESPOND)))
                : Optional.empty();
        AccessGate gate =
                new AccessGate(new Sessions(new byte[32], clock, new Random(1)), tokens, AccessGate.Trust.THIS_MACHINE);
        PromqlQueries queries = new PromqlQueries(new PromQl(series, clock), active);
        ApiRouter api = new ApiRouter(router, gate, new Dispatcher(workers));
        new RunningRoutes(active, slow, new Explanations(queries, clock)).mount(api, api);
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void queries_are_listed_while_they_run_and_can_be_killed() throws Exception {
        Cancellation cancellation = new Cancellation();
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> query = callers.submit(() ->
                    active.run(new AskedQuery("promql", "sum(up)", "10.0.0.1 (Grafana)"), cancellation, () -> {
                        running.countDown();
                        while (!cancellation.isCanceled()) {
                            Thread.onSpinWait();
                        }
                        return cancellation.reason();
                    }));
            running.await();

            JsonNode listed =
                    TestingServer.json(server.get("/nightjar/v1/queries")).at("/active/0");
            assertThat(listed.toString())
                    .isEqualTo("{\"id\":1,\"language\":\"promql\",\"text\":\"sum(up)\",\"by\":\"10.0.0.1 (Grafana)\","
                            + "\"sinceMillis\":" + clock.millis() + ",\"samples\":0}");
            assertThat(server.post(
                                    "/nightjar/v1/queries/1/kill",
                                    "application/json",
                                    "{}",
                                    "Authorization",
                                    "Bearer ada")
                            .statusCode())
                    .as("a responder is no administrator")
                    .isEqualTo(403);
            assertThat(server.post("/nightjar/v1/queries/1/kill", "application/json", "{}")
                            .body())
                    .isEqualTo("{\"killed\":true}");

            assertThat(query.get(10, TimeUnit.SECONDS)).isEqualTo("the query was killed by somebody at this machine");
        }
        JsonNode after = TestingServer.json(server.get("/nightjar/v1/queries"));
        assertThat(after.path("active")).isEmpty();
        assertThat(after.at("/slow/0/text").asText()).isEqualTo("sum(up)");
        assertThat(server.post("/nightjar/v1/queries/1/kill", "application/json", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_query_is_explained_part_by_part() {
        series.put(Labels.of("__name__", "up", "job", "a"), clock.millis() - 1000, 1);
        series.put(Labels.of("__name__", "up", "job", "b"), clock.millis() - 1000, 1);

        JsonNode explained = TestingServer.json(server.get("/nightjar/v1/explain?query=sum(up)"));

        assertThat(explained.at("/plan/operation").asText()).isEqualTo("sum");
        assertThat(explained.at("/plan/resultSeries").asInt()).isEqualTo(1);
        assertThat(explained.at("/plan/inputs/0/operation").asText()).isEqualTo("select");
        assertThat(explained.at("/plan/inputs/0/series").asInt()).isEqualTo(2);
        assertThat(explained.at("/series").asInt()).isEqualTo(2);
        assertThat(explained.at("/samples").asInt()).isEqualTo(2);
        assertThat(server.get("/nightjar/v1/explain?query=sum(").statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(server.get("/nightjar/v1/explain?query=up&start=0&end=60&step=60"))
                        .at("/plan/operation")
                        .asText())
                .isEqualTo("select");
    }
}
