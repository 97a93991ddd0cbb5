package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LokiJsonDecoderTest {
    private static LokiStreams push(String json) throws MalformedException {
        return push(json, false);
    }

    private static LokiStreams push(String json, boolean legacy) throws MalformedException {
        LokiStreams streams = new LokiStreams(new IngestLimits(1000, 1000, 20, 1000, 3, 4000, Duration.ofSeconds(1)));
        new LokiJsonDecoder(streams, legacy).decode(json.getBytes(StandardCharsets.UTF_8));
        return streams;
    }

    private static String line(LogBatch.Stream stream, int line) {
        return new String(
                stream.text(),
                stream.lineStart(line),
                stream.lineEnd(line) - stream.lineStart(line),
                StandardCharsets.UTF_8);
    }

    @Test
    void lines_keep_their_text_time_and_metadata() throws Exception {
        LogBatch batch = push("""
                {"streams":[{"stream":{"service":"checkout","level":"error"},
                  "values":[["1700000000000000001","zwölf\\n"],["1700000000000000000","b",{"trace.id":"7"}]]}]}""").batch();

        LogBatch.Stream stream = batch.streams().getFirst();
        assertThat((Object) stream.labels()).isEqualTo(Labels.of("service", "checkout", "level", "error"));
        assertThat(stream.size()).isEqualTo(2);
        assertThat(stream.timestampNanos(0)).isEqualTo(1700000000000000001L);
        assertThat(line(stream, 0)).isEqualTo("zwölf\n");
        assertThat((Object) stream.metadata(0)).isEqualTo(Labels.EMPTY);
        assertThat(line(stream, 1)).isEqualTo("b");
        assertThat((Object) stream.metadata(1)).isEqualTo(Labels.of("trace_id", "7"));
    }

    @Test
    void half_of_a_surrogate_pair_becomes_the_replacement_character() throws Exception {
        LogBatch batch = push("""
                {"streams":[{"stream":{"a":"\\udc00b"},"values":[["1","x\\ud800y?\\ud83d\\ude00\\ud83d",{"m":"\\ud800"}]]}]}""").batch();

        LogBatch.Stream stream = batch.streams().getFirst();
        assertThat(line(stream, 0)).isEqualTo("x\uFFFDy?\uD83D\uDE00\uFFFD");
        assertThat((Object) stream.labels()).isEqualTo(Labels.of("a", "\uFFFDb"));
        assertThat((Object) stream.metadata(0)).isEqualTo(Labels.of("m", "\uFFFD"));
    }

    @Test
    void values_may_come_before_their_labels() throws Exception {
        LogBatch batch = push("{\"streams\":[{\"values\":[[\"5\",\"x\"]],\"stream\":{\"a\":\"b\"}}]}")
                .batch();

        assertThat((Object) batch.streams().getFirst().labels()).isEqualTo(Labels.of("a", "b"));
        assertThat(line(batch.streams().getFirst(), 0)).isEqualTo("x");
    }

    @Test
    void labels_may_be_other_than_strings_and_the_last_of_a_name_counts() throws Exception {
        LogBatch batch = push("""
                {"streams":[{"stream":{"ratio":1.50,"none":null,"a":true,"a":"2"},"values":[["5","x"]]}]}""").batch();

        assertThat((Object) batch.streams().getFirst().labels())
                .isEqualTo(Labels.of("ratio", "1.50", "none", "null", "a", "2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            {"streams":null} # 0
            {"streams":[]} # 0
            {"streams":[{"stream":{"a":"b"},"values":null}]} # 0
            {"streams":[{"stream":{"a":"b"},"values":[null,["1","x"]]}]} # 1
            {"streams":[{"stream":{"a":"b"},"values":[["1"]]}]} # 1
            {"streams":[{"stream":{"a":"b"},"values":[["1","x",{},{"later":[1]},2],["2","y"]]}]} # 2
            """)
    void what_is_left_out_or_says_more_is_taken_as_loki_takes_it(String json, int lines) throws Exception {
        assertThat(push(json).batch().lineCount()).isEqualTo(lines);
    }

    @Test
    void a_line_too_long_is_refused_and_the_rest_kept() throws Exception {
        LokiStreams push = push(
                "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"5\",\"123456789012345678901\"],[\"6\",\"y\"]]}]}");

        assertThat(push.batch().lineCount()).isEqualTo(1);
        assertThat(push.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.code()).isEqualTo("line_too_long");
            assertThat(refused.message())
                    .isEqualTo(
                            "Max entry size '20' bytes exceeded for stream '{a=\"b\"}' while adding an entry with length"
                                    + " '21' bytes");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            {"streams":[{"stream":{"a":"b"},"values":[[1,"x"]]}]} # streams[0].values[0][0]: the timestamp must be a string of nanoseconds since the epoch, found the number 1: write it in quotes
            {"streams":[{"stream":{"a":"b"},"values":[["1.5","x"]]}]} # streams[0].values[0][0]: the timestamp must be whole nanoseconds since the epoch, found "1.5"
            {"streams":[{"stream":{"a":"b"},"values":[["1","x"],["1",2]]}]} # streams[0].values[1][1]: the line must be a string, found the number 2
            {"streams":[{"stream":{"a":"b"},"values":[[]]}]} # streams[0].values[0][0]: the timestamp must be a string of nanoseconds since the epoch, found the end of the list
            {"streams":[{"stream":{"a":"b"},"values":[["1","x","y"]]}]} # streams[0].values[0] must be ["nanoseconds", "line"] and at most an object of metadata behind, found the string "y"
            {"streams":[{"stream":{"a":{}},"values":[]}]} # streams[0].stream.a must be a string, found an object
            {"streams":[{"stream":{"a":[1]},"values":[]}]} # streams[0].stream.a must be a string, found a list
            {"streams":[{"stream":{"a":"b"},"values":[["1","x",{"k":1}]]}]} # streams[0].values[0][2].k must be a string, found the number 1
            {"streams":{}} # streams must be a list, found an object
            [] # expected {"streams": […]}, found a list
            {"streams":[]} x # not JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') at line 1, column 16 (byte 15)
            """)
    void what_is_wrong_is_said_with_its_place(String json, String message) {
        assertThatThrownBy(() -> push(json))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"values\":[[\"1\",\"x\"]]}",
                "{\"stream\":{},\"values\":[[\"1\",\"x\"]]}",
                "{\"stream\":{\"a\":\"\"},\"values\":[[\"1\",\"x\"]]}"
            })
    void a_stream_without_labels_is_taken_as_loki_3_takes_it(String stream) throws Exception {
        LokiStreams push = push("{\"streams\":[" + stream + "]}");

        assertThat(push.refused()).isEmpty();
        assertThat((Object) push.batch().streams().getFirst().labels()).isEqualTo(Labels.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            {"stream":{"a-b":"c"},"values":[["1","x"]]} # invalid_labels # Error parsing labels '{a-b="c"}' with error: "a-b" is not a label name: letters, digits and _, not a digit first
            {"stream":{"a":"1","b":"1","c":"1","d":"1"},"values":[]} # max_label_names_per_series # entry for stream '{a="1", b="1", c="1", d="1"}' has 4 label names; limit 3
            """)
    void a_stream_that_cannot_be_is_refused_alone(String stream, String code, String message) throws Exception {
        LokiStreams push =
                push("{\"streams\":[" + stream + ",{\"stream\":{\"a\":\"b\"},\"values\":[[\"5\",\"kept\"]]}]}");

        assertThat(push.batch().lineCount()).isEqualTo(1);
        assertThat(push.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).isEqualTo(message);
        });
    }

    @Test
    void the_form_before_version_1_is_read_too() throws Exception {
        LogBatch batch = push(
                        "{\"streams\":[{\"entries\":[{\"ts\":\"2023-11-14T22:13:20.000000001Z\",\"line\":\"old\"}],"
                                + "\"labels\":\"{a=\\\"b\\\"}\"}]}",
                        true)
                .batch();

        assertThat((Object) batch.streams().getFirst().labels()).isEqualTo(Labels.of("a", "b"));
        assertThat(batch.streams().getFirst().timestampNanos(0)).isEqualTo(1_700_000_000_000_000_001L);
        assertThat(line(batch.streams().getFirst(), 0)).isEqualTo("old");
        assertThatThrownBy(() -> push(
                        "{\"streams\":[{\"labels\":\"{a=\\\"b\\\"}\",\"entries\":[{\"ts\":\"soon\",\"line\":\"x\"}]}]}",
                        true))
                .hasMessage("streams[0].entries[0].ts must be a time as in RFC 3339, found \"soon\"");
    }

    @Test
    void truncated_json_is_refused_with_a_place() {
        String whole = "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"5\",\"x\",{\"k\":\"v\"}]]}]}";
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> push(cut))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("not JSON")
                    .hasMessageContaining("byte");
        }
    }
}
