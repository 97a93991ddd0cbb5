package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LokiProtoDecoderTest {
    private static ProtoBytes entry(long seconds, long nanos, String line) {
        return new ProtoBytes()
                .message(1, new ProtoBytes().varint(1, seconds).varint(2, nanos))
                .text(2, line);
    }

    private static LokiStreams streams(ProtoBytes request) throws MalformedException {
        LokiStreams streams = new LokiStreams(IngestLimits.DEFAULTS);
        byte[] body = request.toBytes();
        new LokiProtoDecoder(streams, body, body.length).decode();
        return streams;
    }

    private static LogBatch decode(ProtoBytes request) throws MalformedException {
        return streams(request).batch();
    }

    private static String text(LogBatch.Stream stream, int line) {
        int start = stream.lineStart(line);
        return new String(stream.text(), start, stream.lineEnd(line) - start, StandardCharsets.UTF_8);
    }

    @Test
    void streams_come_with_labels_times_and_metadata() throws Exception {
        LogBatch batch = decode(new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .message(2, entry(1_700_000_000, 5, "one"))
                                .message(
                                        2,
                                        entry(1_700_000_001, 6, "two")
                                                .message(
                                                        3,
                                                        new ProtoBytes()
                                                                .text(1, "trace")
                                                                .text(2, "7")))
                                .text(1, "{service=\"checkout\", path=\"a\\\"b\"}")
                                .varint(3, 99))
                .text(2, "unknown format"));

        LogBatch.Stream stream = batch.streams().getFirst();
        assertThat((Object) stream.labels()).isEqualTo(Labels.of("service", "checkout", "path", "a\"b"));
        assertThat(stream.timestampNanos(0)).isEqualTo(1_700_000_000_000_000_005L);
        assertThat(text(stream, 0)).isEqualTo("one");
        assertThat(text(stream, 1)).isEqualTo("two");
        assertThat((Object) stream.metadata(1)).isEqualTo(Labels.of("trace", "7"));
    }

    @Test
    void a_stream_without_labels_is_taken() throws Exception {
        LokiStreams streams = streams(new ProtoBytes()
                .message(1, new ProtoBytes().message(2, entry(1, 1, "x")))
                .message(1, new ProtoBytes().text(1, "{a=\"b\"}").message(2, entry(1, 1, "kept"))));

        assertThat(streams.batch().lineCount()).isEqualTo(2);
        assertThat(streams.refused()).isEmpty();
    }

    @Test
    void a_time_out_of_range_is_refused() {
        assertThatThrownBy(() -> decode(new ProtoBytes()
                        .message(1, new ProtoBytes().text(1, "{a=\"b\"}").message(2, entry(Long.MAX_VALUE, 1, "x")))))
                .hasMessageContaining("out of range");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '~', textBlock = """
            {a="b # labels {a="b: the value does not end at character 5
            a="b"} # labels a="b"}: expected '{' at character 0
            {a~"b"} # labels {a~"b"}: expected '=' at character 2
            {a="b" c="d"} # labels {a="b" c="d"}: expected ',' at character 7
            {1a="b"} # labels {1a="b"}: expected a label name (letters, digits and _, not a digit first) at character 3
            {a="b"} x # labels {a="b"} x: more follows the closing brace at character 8
            {a="b", a="c"} # labels {a="b", a="c"}: duplicate label "a" at character 10
            {a="\\q"} # labels {a="\\q"}: unknown escape at character 6
            """)
    void labels_that_do_not_parse_are_refused_with_their_place(String labels, String message) throws Exception {
        assertThat(streams(new ProtoBytes().message(1, new ProtoBytes().text(1, labels)))
                        .refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.message())
                        .isEqualTo("Error parsing labels '" + labels + "' with error: " + message));
    }
}
