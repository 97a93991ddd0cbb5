package dev.nightjar.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import dev.nightjar.ingest.StoredText;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.SampleSink;
import dev.nightjar.testkit.InMemorySeriesStore;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxWriteTest {
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final AtomicReference<SampleSink> sink = new AtomicReference<>(store);
    private final IngestProtocol write = Objects.requireNonNull(InfluxWrite.protocols(
                    batch -> sink.get().append(batch),
                    IngestLimits.DEFAULTS,
                    InstantSource.fixed(Instant.ofEpochMilli(77_000)))
            .get("/write"));

    private Answer send(String query, String body) throws MalformedException {
        return write.asked(Asked.post("/write", query))
                .store(MultiMap.caseInsensitiveMultiMap(), body.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> stored() {
        return StoredText.of(store);
    }

    @Test
    void every_field_that_is_a_number_becomes_a_series() throws Exception {
        Answer answer = send("", """
                # a comment

                cpu,host=a,cpu=cpu0 usage_idle=97.5,procs=12i,up=true,total=18446744073709551615u 1700000000123456789
                cpu,host=a usage_idle=-1e3
                disk,path=/a\\ b\\,c\\=d free\\ space=1 1700000000000000000
                """);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.accepted()).isEqualTo(6);
        assertThat(stored())
                .containsExactly(
                        "cpu_procs{cpu=\"cpu0\", host=\"a\"} 12.0@1700000000123",
                        "cpu_total{cpu=\"cpu0\", host=\"a\"} 1.8446744073709552E19@1700000000123",
                        "cpu_up{cpu=\"cpu0\", host=\"a\"} 1.0@1700000000123",
                        "cpu_usage_idle{cpu=\"cpu0\", host=\"a\"} 97.5@1700000000123",
                        "cpu_usage_idle{host=\"a\"} -1000.0@77000",
                        "disk_free_space{path=\"/a b,c=d\"} 1.0@1700000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "precision=s,1700000000",
        "precision=ms,1700000000000",
        "precision=us,1700000000000000",
        "precision=n,1700000000000000000",
        "precision=m,28333333",
        "precision=h,472222"
    })
    void times_have_the_precision_of_the_request(String query, String time) throws Exception {
        send(query, "m f=1 " + time);

        long millis = Long.parseLong(stored().getFirst().replaceAll(".*@", ""));
        assertThat(millis).isBetween(1_700_000_000_000L - 3_600_000, 1_700_000_000_000L);
    }

    @Test
    void the_database_becomes_a_label() throws Exception {
        send("db=telegraf&precision=s", "m f=1 1");
        send("bucket=b&org=o", "m f=1 1000000000");

        assertThat(stored()).containsExactly("m_f{db=\"b\"} 1.0@1000", "m_f{db=\"telegraf\"} 1.0@1000");
    }

    @Test
    void fields_of_text_are_left_out_and_counted() throws Exception {
        Answer answer = send("", "m text=\"a, b=\\\"c\\\" 1\",f=2 1000000000\nm only=\"x\" 1000000000");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.refused()).extracting("code", "items").containsExactly(tuple("text_field", 2L));
        assertThat(stored()).containsExactly("m_f 2.0@1000");
    }

    @Test
    void a_line_break_within_text_is_part_of_it_and_text_that_never_ends_takes_one_line() throws Exception {
        Answer within = send("", "m f=1,text=\"a\nb=2 3\" 1000000000\nn f=2 1000000000");
        Answer open = send("", "o f=1,text=\"a 1000000000\np f=2 1000000000");

        assertThat(within.accepted()).isEqualTo(2);
        assertThat(open.accepted()).isEqualTo(1);
        assertThat(open.text()).contains("line 1: the text at character 11 does not end");
        assertThat(stored()).containsExactly("m_f 1.0@1000", "n_f 2.0@1000", "p_f 2.0@1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m|expected ' ' at character 1",
                "m f|expected '=' at character 3",
                "m f=|\"\" is not a number",
                "m f=1d|\"1d\" is not a number",
                "m f=1i2|\"1i2\" is not a number",
                "m f=\"open|the text at character 4 does not end",
                "m,tag f=1|expected '=' at character 5",
                ",a=b f=1|no measurement at character 0",
                "m f=1 soon|\"soon\" is not a time",
            })
    void a_line_that_cannot_be_read_is_refused_alone(String line, String message) throws Exception {
        Answer answer = send("", "good f=1 1000000000\n" + line);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).startsWith("invalid_line: 1 lines cannot be read; the first: line 2: " + message);
        assertThat(stored()).containsExactly("good_f 1.0@1000");
    }

    @Test
    void answers_are_json_that_both_versions_read() throws Exception {
        Reply refused = write.reply(MultiMap.caseInsensitiveMultiMap(), send("", "m"));
        sink.set(batch -> new IngestResult.Overloaded(Duration.ofSeconds(3), "full"));
        Reply overloaded = write.reply(MultiMap.caseInsensitiveMultiMap(), send("", "m f=1"));

        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                .startsWith("{\"error\":\"invalid_line: 1 lines")
                .contains("\"code\":\"invalid\",\"message\":\"invalid_line");
        assertThat(overloaded.status()).isEqualTo(503);
        assertThat(overloaded.headers()).containsEntry("Retry-After", "3");
        assertThatThrownBy(() -> send("db=%zz", "m f=1"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("is not percent-encoded");
        assertThatThrownBy(() -> send("precision=years", "m f=1"))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("precision \"years\" is not one of ns, us, ms, s");
    }

    @Test
    void any_text_is_read_or_refused() throws Exception {
        Random random = new Random(1);
        String alphabet = "m,= \"\\ft1i.\n-e#";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(send("", text.toString()).status()).isIn(204, 400);
        }
    }
}
