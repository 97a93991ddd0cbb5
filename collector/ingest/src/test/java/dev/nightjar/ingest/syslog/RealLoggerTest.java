package dev.nightjar.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.StoredText;
import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.ingest.port.Ports;
import dev.nightjar.testkit.InMemoryLogStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The {@code logger} of util-linux, where it is installed. */
class RealLoggerTest {
    private static final Path LOGGER = Path.of("/usr/bin/logger");

    private final InMemoryLogStore store = new InMemoryLogStore();
    private final CountDownLatch arrived = new CountDownLatch(4);
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Ports ports = new Ports(
            vertx, TestingRoutes.LIMITS, new IngestCounters(InstantSource.system()), InstantSource.system(), workers);

    @BeforeEach
    void isInstalled() {
        assumeTrue(Files.isExecutable(LOGGER), "no " + LOGGER + " on this machine");
    }

    @AfterEach
    void stop() {
        ports.close();
        vertx.close().await();
        workers.close();
    }

    private static void log(int port, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(LOGGER.toString(), "-n", "127.0.0.1", "-P", Integer.toString(port)));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void what_logger_sends_in_all_its_ways_is_stored() throws Exception {
        Syslog syslog = new Syslog(
                batch -> {
                    var result = store.append(batch);
                    batch.streams().forEach(stream -> {
                        for (int i = 0; i < stream.size(); i++) {
                            arrived.countDown();
                        }
                    });
                    return result;
                },
                TestingRoutes.LIMITS,
                ZoneId.systemDefault());
        int tcp = ports.tcp("127.0.0.1", 0, syslog, Optional.empty());
        int udp = ports.udp("127.0.0.1", 0, syslog);

        log(tcp, "-T", "-t", "shop", "-p", "local3.err", "--rfc3164", "old over tcp");
        log(tcp, "-T", "--octet-count", "-t", "shop", "-p", "mail.warning", "--rfc5424", "new and counted");
        log(udp, "-d", "-t", "shop", "-p", "user.info", "--rfc3164", "old over udp");
        log(
                udp,
                "-d",
                "-t",
                "shop",
                "-p",
                "cron.debug",
                "--rfc5424",
                "--sd-id",
                "zoo@123",
                "--sd-param",
                "tiger=\"hungry\"",
                "new over udp");

        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        List<String> lines = StoredText.of(store);
        assertThat(lines).hasSize(4).allMatch(line -> line.contains("app=\"shop\""));
        assertThat(lines)
                .anyMatch(line -> line.contains("facility=\"local3\"")
                        && line.contains("level=\"error\"")
                        && line.contains(" old over tcp "));
        assertThat(lines)
                .anyMatch(line -> line.contains("facility=\"mail\"")
                        && line.contains("level=\"warn\"")
                        && line.contains(" new and counted "));
        assertThat(lines).anyMatch(line -> line.contains("level=\"info\"") && line.contains(" old over udp "));
        assertThat(lines).anyMatch(line -> line.contains("zoo_tiger=\"hungry\"") && line.contains(" new over udp "));
    }
}
