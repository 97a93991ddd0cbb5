package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.query.promql.PromQl;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.prometheus.PromqlQueries;
import dev.nightjar.web.prometheus.TestingPrometheus;
import dev.nightjar.web.prometheus.TestingSeriesAdmin;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreRoutesTest {
    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final TestingSeriesAdmin store = new TestingSeriesAdmin();
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)), ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
        PromQl promQl = new PromQl(new InMemorySeriesStore(), clock);
        new StoreRoutes(store, new PromqlQueries(promQl, TestingPrometheus.unwatched(clock)))
                .mount(new ApiRouter(router, gate, new Dispatcher(workers)));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_store_says_whose_series_it_has_and_for_how_long() {
        assertThat(TestingServer.json(server.get("/nightjar/v1/cardinality?limit=1"))
                        .toString())
                .isEqualTo("{\"known\":120,\"active\":100,\"labelPairs\":7,"
                        + "\"byMetric\":[{\"name\":\"up\",\"count\":60}],"
                        + "\"byLabel\":[{\"name\":\"instance\",\"count\":60}],"
                        + "\"bytesByLabel\":[{\"name\":\"instance\",\"count\":60}],"
                        + "\"byPair\":[{\"name\":\"job=a\",\"count\":60}],"
                        + "\"bySource\":[{\"name\":\"a\",\"count\":60}]}");
        assertThat(TestingServer.json(server.get("/nightjar/v1/storage")).toString())
                .isEqualTo("{\"known\":120,\"active\":100,\"openChunks\":42,\"newestMillis\":2000,\"retention\":["
                        + "{\"rule\":\"{__name__=~\\\"debug_.*\\\"}\",\"keeps\":\"2d\",\"lastRunMillis\":1700000000000,"
                        + "\"bytesFreed\":1048576,\"oldestMillis\":1699900000000},"
                        + "{\"rule\":\"everything else\",\"keeps\":\"30d\",\"lastRunMillis\":null,"
                        + "\"bytesFreed\":0,\"oldestMillis\":null}],"
                        + "\"damage\":[{\"foundMillis\":1700000000000,\"file\":\"log/000000000007.log\","
                        + "\"what\":\"at offset 4096: the block there does not match its checksum\"}],"
                        + "\"slowDisk\":\"the disk is slow\"}");
        assertThat(server.get("/nightjar/v1/cardinality?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void the_store_is_copied_and_cleaned_and_loses_what_it_is_told_to() {
        assertThat(server.post("/nightjar/v1/storage/snapshot", "application/json", "{}")
                        .body())
                .isEqualTo("{\"name\":\"20231114T221320Z-1\"}");
        assertThat(server.post("/nightjar/v1/storage/clean", "application/json", "{}")
                        .body())
                .isEqualTo("{\"bytesFreed\":4096}");
        assertThat(server.post(
                                "/nightjar/v1/storage/delete",
                                "application/json",
                                "{\"selector\":\"up\",\"startMillis\":5,\"endMillis\":6}")
                        .body())
                .isEqualTo("{\"series\":1}");
        for (String wrong : List.of(
                "{}",
                "{\"selector\":\"1\"}",
                "{\"selector\":\"up\",\"startMillis\":2,\"endMillis\":1}",
                "{\"selector\":\"up\",\"startMillis\":\"x\"}")) {
            assertThat(server.post("/nightjar/v1/storage/delete", "application/json", wrong)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(store.done()).containsExactly("snapshot", "clean", "delete [__name__=\"up\"] from 5 to 6");
    }
}
