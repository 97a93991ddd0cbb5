package dev.nightjar.ingest.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.StoredText;
import dev.nightjar.ingest.port.Message;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphiteTest {
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final Graphite graphite = new Graphite(store);

    private MessageProtocol.Outcome send(String... lines) {
        return graphite.store(Stream.of(lines)
                .map(line -> new Message(line.getBytes(UTF_8), "192.0.2.7", 77_000_000_000L, 0))
                .toList());
    }

    @Test
    void paths_become_names_and_tags_labels() {
        MessageProtocol.Outcome outcome = send(
                "servers.web-1.load 0.75 1700000000",
                "disk.used;dc=eu;rack.no=7 12e3 1700000000.25",
                "now 1 -1",
                "now2\t2",
                "5xx 3 N");

        assertThat(outcome.result()).isEqualTo(new IngestResult.Accepted(5));
        assertThat(StoredText.of(store))
                .containsExactly(
                        "_5xx 3.0@77000",
                        "disk_used{dc=\"eu\", rack_no=\"7\"} 12000.0@1700000000250",
                        "now 1.0@77000",
                        "now2 2.0@77000",
                        "servers_web_1_load 0.75@1700000000000");
    }

    /** As Carbon's relays and Micrometer's {@code GraphiteProtocol.PICKLED} send: a length, then a list of tuples. */
    @Test
    void pickles_are_named_as_what_they_are() {
        MessageProtocol.Outcome outcome = send("\0\0\0&(l(S'shop.lat.max'", "(L1700000000L", "S'320'", "tta.");

        assertThat(outcome.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.items()).isEqualTo(4);
            assertThat(refused.message())
                    .isEqualTo("4 lines cannot be read; the first: not supported yet: Graphite's pickles;"
                            + " let the sender write plaintext");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alone| expected PATH VALUE TIME, found 1 words",
                "a b c d| expected PATH VALUE TIME, found 4 words",
                "a x 1| the value is no number: \"x\"",
                "a 1d 1| the value is no number: \"1d\"",
                "a nan 1| the value is no number: \"nan\"",
                "a 1 soon| the time is no number: \"soon\"",
                "a 1 1700000000000| the time is not in seconds since the epoch: \"1700000000000\"",
                ";a=b 1 1| the path has no name",
                "a;b 1 1| the tag \"b\" is not NAME=VALUE",
            })
    void a_line_that_cannot_be_read_is_counted_alone(String line, String message) {
        MessageProtocol.Outcome outcome = send("good 1 1", line);

        assertThat(outcome.result()).isEqualTo(new IngestResult.Accepted(1));
        assertThat(outcome.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.code()).isEqualTo("invalid_line");
            assertThat(refused.items()).isEqualTo(1);
            assertThat(refused.message()).endsWith("the first: " + message.strip());
        });
    }

    @Test
    void a_full_store_is_told_so_that_the_lines_come_again() {
        Graphite full = new Graphite(batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "full"));

        assertThat(full.store(List.of(new Message("a 1 1".getBytes(UTF_8), "a", 1, 0)))
                        .result())
                .isInstanceOf(IngestResult.Overloaded.class);
    }
}
