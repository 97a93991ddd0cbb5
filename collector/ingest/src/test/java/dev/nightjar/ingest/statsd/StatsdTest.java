package dev.nightjar.ingest.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.StoredText;
import dev.nightjar.ingest.port.Message;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.SampleSink;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatsdTest {
    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(10_000));
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final AtomicReference<SampleSink> sink = new AtomicReference<>(store);
    private final IngestCounters counters = new IngestCounters(InstantSource.system());
    private final Statsd statsd = new Statsd(batch -> sink.get().append(batch), clock, 5);

    private MessageProtocol.Outcome send(String... lines) {
        return statsd.store(Stream.of(lines)
                .map(line -> new Message(line.getBytes(UTF_8), "192.0.2.7", 0, 0))
                .toList());
    }

    private void write() {
        clock.advance(Duration.ofSeconds(10));
        statsd.write(counters);
    }

    @Test
    void counters_go_on_counting_by_their_sample_rate() {
        send("page.views:1|c", "page.views:2|c|@0.1", "page.views:1:1|c|#env:prod,canary");
        write();
        send("page.views:4|c");
        write();

        assertThat(StoredText.of(store))
                .containsExactly(
                        "page_views 21.0@20000 25.0@30000",
                        "page_views{canary=\"true\", env=\"prod\"} 2.0@20000 2.0@30000");
    }

    @Test
    void gauges_keep_their_value_and_a_sign_changes_it() {
        send("queue:7|g", "queue:+3|g", "queue:-1|g", "load,host=a:0.5|g");
        write();

        assertThat(StoredText.of(store)).containsExactly("load{host=\"a\"} 0.5@20000", "queue 9.0@20000");
    }

    @Test
    void timers_become_native_histograms_in_seconds() {
        send("took:1000|ms", "took:2000|ms|@0.5", "took:0|ms", "size:-8|h", "size:3|d");
        write();

        assertThat(StoredText.of(store))
                .containsExactly(
                        "size {count:2.0, sum:-5.0, schema:3, zero:1.0E-128=0.0, positive:[13=1.0], negative:[24=1.0]}@20000",
                        "took {count:4.0, sum:5.0, schema:3, zero:1.0E-128=1.0, positive:[0=1.0, 8=2.0]}@20000");
    }

    @Test
    void sets_count_their_members_anew_each_time() {
        send("users:ann|s", "users:bob|s", "users:ann|s");
        write();
        send("users:eve|s");
        write();

        assertThat(StoredText.of(store)).containsExactly("users 2.0@20000 1.0@30000");
    }

    @Test
    void a_writing_that_the_store_refuses_loses_no_count() {
        send("hits:5|c");
        sink.set(batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "full"));
        write();
        sink.set(store);
        send("hits:1|c");
        write();

        assertThat(StoredText.of(store)).containsExactly("hits 6.0@30000");
        assertThat(counters.snapshot())
                .containsExactly(new IngestCounters.Count("statsd", "written", "overloaded", 1, 1));
    }

    @Test
    void a_silent_series_ends_and_makes_room() {
        send("a:1|c", "b:1|c", "c:1|c", "d:1|c", "e:1|c");
        MessageProtocol.Outcome beyond = send("f:1|c", "a:1|c");
        write();
        clock.advance(Duration.ofHours(1));
        send("a:1|c");
        write();

        assertThat(beyond.result()).isEqualTo(new IngestResult.Accepted(1));
        assertThat(beyond.refused()).extracting("code").containsExactly("too_many_series");
        assertThat(StoredText.of(store)).contains("a 2.0@20000 3.0@3630000", "b 1.0@20000 stale@3630000");
        assertThat(send("f:1|c").refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a:1!c!@0| the sample rate 0 is not over 0 and at most 1",
                "a:x!c| \"x\" is no number",
                "a:1:x!c| \"x\" is no number",
                "a:-1!c| a counter cannot fall: -1.0",
                "a:1!z| the type \"z\" is not one of c, g, ms, h, d, s",
                "a:1!c!q| \"q\" is not a sample rate (@0.1) or tags (#a:b)",
                "a:1!c!#:b| the tag \":b\" has no name",
                "a:1| expected NAME:VALUE!TYPE, found \"a:1\"",
                ":1!c| expected NAME:VALUE!TYPE, found \":1!c\"",
                "known:1!g| known is a COUNTER, and cannot be a GAUGE too",
                "_sc!a!0| not supported yet: events and service checks of DogStatsD",
            })
    void a_line_that_cannot_be_read_is_counted_alone(String line, String message) {
        MessageProtocol.Outcome outcome = send("known:1|c", line.replace('!', '|'));

        assertThat(outcome.result()).isEqualTo(new IngestResult.Accepted(1));
        assertThat(outcome.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.code()).isEqualTo("invalid_line");
            assertThat(refused.message())
                    .endsWith("the first: " + message.strip().replace('!', '|'));
        });
    }
}
