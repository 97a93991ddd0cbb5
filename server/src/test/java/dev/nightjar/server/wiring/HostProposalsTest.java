package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.relabel.RelabelRules;
import dev.nightjar.model.target.DroppedTarget;
import dev.nightjar.model.target.ScrapePool;
import dev.nightjar.model.target.ScrapeProposal;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.model.target.TargetReader;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of {@code /proc} in which three programs listen, of which two have metrics. */
class HostProposalsTest {
    private static final ScrapeProposal SHOP =
            new ScrapeProposal("shop", List.of("web-7:8080", "localhost:8081"), false, "");

    private final List<ScrapedTarget> active = new ArrayList<>();
    private final AtomicInteger reloads = new AtomicInteger();
    private List<String> reloadProblems = List.of();
    private Path file;

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() throws IOException {
        file = folder.resolve("prometheus.yml");
        Files.writeString(file, "scrape_configs:\n");
        Path net = Files.createDirectories(folder.resolve("proc/net"));
        Files.writeString(net.resolve("tcp"), """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 501 1
               1: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 502 1
               2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 503 1
               3: 00000000:238C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 504 1
            """);
        process(10, "shop", 501, 502);
        process(11, "sshd", 503);
        process(12, "node_exporter", 504);
        process(ProcessHandle.current().pid(), "java", 504);
    }

    private void process(long number, String name, int... sockets) throws IOException {
        Path files = Files.createDirectories(folder.resolve("proc/" + number + "/fd"));
        Files.writeString(folder.resolve("proc/" + number + "/comm"), name + "\n");
        for (int socket : sockets) {
            Files.createSymbolicLink(files.resolve(Integer.toString(socket)), Path.of("socket:[" + socket + "]"));
        }
    }

    private HostProposals proposals(String written) {
        TargetReader targets = new TargetReader() {
            @Override
            public List<ScrapePool> pools() {
                return active.stream()
                        .map(target -> new ScrapePool(target.pool(), RelabelRules.NONE, 0, ""))
                        .toList();
            }

            @Override
            public List<ScrapedTarget> active() {
                return active;
            }

            @Override
            public List<DroppedTarget> dropped() {
                return List.of();
            }

            @Override
            public List<MetricMetadata> metadata(ScrapedTarget of) {
                return List.of();
            }
        };
        return new HostProposals(
                written,
                targets,
                () -> {
                    reloads.incrementAndGet();
                    return reloadProblems;
                },
                folder.resolve("proc"),
                "web-7",
                List.of("web-7:8080", "localhost:8080", "localhost:8081", "web-7:9100")::contains,
                new TestingClock(Instant.parse("2026-11-21T04:00:00Z")));
    }

    private void scraped(String pool, String url) {
        active.add(new ScrapedTarget(
                pool,
                Labels.EMPTY,
                Labels.EMPTY,
                url,
                ScrapedTarget.Health.UP,
                "",
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0));
    }

    @Test
    void what_listens_and_has_metrics_is_proposed_under_the_name_that_answers_but_for_what_is_scraped() {
        scraped("node", "http://localhost:9100/metrics");
        scraped("far", "http://db-1:8080/metrics");

        assertThat(proposals(file.toString()).look())
                .containsExactlyInAnyOrder(SHOP, new ScrapeProposal("node", List.of("web-7:9100"), true, ""));
    }

    @Test
    void a_job_of_its_name_gives_it_another() {
        scraped("shop", "http://web-7:8080/metrics");

        assertThat(proposals(file.toString()).look())
                .contains(
                        new ScrapeProposal("shop", List.of("web-7:8080"), true, ""),
                        new ScrapeProposal("shop-8081", List.of("localhost:8081"), false, ""));
    }

    @Test
    void accepted_it_stands_in_the_file_with_who_said_so() throws Exception {
        HostProposals proposals = proposals(file.toString());

        assertThat(proposals.accept("shop", SHOP.targets(), "ann\nlee")).isEmpty();
        assertThat(file).hasContent("""
            scrape_configs:
              # accepted by ann lee on 2026-11-21T04:00:00Z
              - job_name: 'shop'
                static_configs:
                  - targets: ['web-7:8080', 'localhost:8081']
            """);
        assertThat(ScrapeFile.read(file).jobs()).extracting(ScrapeJob::name).containsExactly("shop");
        assertThat(reloads).hasValue(1);
        scraped("shop", "http://web-7:8080/metrics");
        scraped("shop", "http://localhost:8081/metrics");
        assertThat(proposals.look())
                .contains(new ScrapeProposal("shop", List.of("web-7:8080", "web-7:8081"), true, "ann lee"));
    }

    @Test
    void where_the_file_cannot_be_written_or_added_to_it_is_said_and_nothing_is_read_anew() throws Exception {
        HostProposals proposals = proposals(file.toString());
        Files.writeString(file, "scrape_configs: {}\n");
        assertThat(proposals.accept("shop", SHOP.targets(), "ann"))
                .hasValueSatisfying(why -> assertThat(why).startsWith(file + " is not added to as it is: "));
        assertThat(file).hasContent("scrape_configs: {}\n");

        Files.delete(file);
        assertThat(proposals.accept("shop", SHOP.targets(), "ann"))
                .contains(file + " cannot be written: java.nio.file.NoSuchFileException: " + file);
        assertThat(file).doesNotExist();
        assertThat(reloads).hasValue(0);
    }

    @Test
    void what_is_wrong_with_the_file_once_it_is_accepted_is_said() {
        reloadProblems = List.of("prometheus.yml:1: job \"shop\": is wrong");

        assertThat(proposals(file.toString()).accept("shop", SHOP.targets(), "ann"))
                .contains("the job stands in " + file + ", which is not used as it is now: prometheus.yml:1: job"
                        + " \"shop\": is wrong");
        assertThat(file).content().contains("job_name: 'shop'");
    }

    @Test
    void what_is_no_proposal_is_not_written() {
        assertThat(proposals(file.toString()).accept("shop", List.of("web-7:22"), "ann"))
                .contains("job \"shop\" is no proposal any more: look again");
        assertThat(proposals("").accept("shop", SHOP.targets(), "ann"))
                .contains("there is no file to write it to: name a prometheus.yml as scrape.file in nightjar.yaml, and"
                        + " restart");
        assertThat(file).hasContent("scrape_configs:\n");
        assertThat(reloads).hasValue(0);
    }
}
