package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;

class LokiPushTest {
    private static final byte[] PUSH = json("{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}");

    private final List<LogBatch> stored = new ArrayList<>();
    private IngestResult result = new IngestResult.Accepted(1);

    private Answer push(byte[] body, String... headers) throws MalformedException {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        IngestLimits limits = new IngestLimits(1000, 1000, 20, 1000, 3, 4000, Duration.ofSeconds(1));
        return new LokiPush(
                        batch -> {
                            stored.add(batch);
                            return result;
                        },
                        limits,
                        false)
                .store(all, body);
    }

    private Answer pushJson(String streams) throws MalformedException {
        return push(json(streams), "Content-Type", "application/json; charset=utf-8");
    }

    private static byte[] json(String streams) {
        return ("{\"streams\":[" + streams + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] proto() {
        return new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .text(1, "{a=\"b\"}")
                                .message(
                                        2,
                                        new ProtoBytes()
                                                .message(1, new ProtoBytes().varint(1, 1))
                                                .text(2, "x")))
                .toBytes();
    }

    private static byte[] deflated(byte[] bytes, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate =
                new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] framed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SnappyFramedOutputStream frames = new SnappyFramedOutputStream(out)) {
            frames.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void json_comes_in_every_encoding_that_lokis_clients_have() throws Exception {
        String[] json = {"Content-Type", "application/json", "Content-Encoding", ""};
        byte[][] bodies = {
            PUSH,
            CompressionTest.gzip(PUSH),
            deflated(PUSH, true),
            deflated(PUSH, false),
            Snappy.compress(PUSH),
            framed(PUSH)
        };
        String[] encodings = {"", "gzip", "deflate", "deflate", "snappy", "snappy"};
        for (int i = 0; i < bodies.length; i++) {
            json[3] = encodings[i];
            assertThat(push(bodies[i], json).status()).as(encodings[i]).isEqualTo(204);
        }
        assertThat(stored)
                .hasSize(bodies.length)
                .allSatisfy(batch -> assertThat(batch.lineCount()).isEqualTo(1));
    }

    @Test
    void protobuf_is_a_block_or_frames_of_snappy_whatever_the_headers_say() throws Exception {
        byte[] block = Snappy.compress(proto());
        assertThat(push(block, "Content-Type", "application/x-protobuf").status())
                .isEqualTo(204);
        assertThat(push(block, "Content-Type", "application/x-protobuf", "Content-Encoding", "snappy")
                        .status())
                .isEqualTo(204);
        assertThat(push(block).status()).isEqualTo(204);
        assertThat(push(framed(proto()), "Content-Type", "application/x-protobuf")
                        .status())
                .isEqualTo(204);
        assertThat(push(
                                CompressionTest.gzip(block),
                                "Content-Type",
                                "application/x-protobuf",
                                "Content-Encoding",
                                "gzip")
                        .status())
                .isEqualTo(204);
        assertThat(stored).hasSize(5);
    }

    @Test
    void an_unknown_encoding_and_what_is_no_push_are_400() {
        assertThatThrownBy(() -> push(PUSH, "Content-Type", "application/json", "Content-Encoding", "br"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageStartingWith("Content-Encoding \"br\" not supported");
        assertThatThrownBy(() -> push(PUSH, "Content-Type", "text/plain"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(400));
        assertThatThrownBy(() -> push(
                        deflated(new byte[2000], true),
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "deflate"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            '' # 422 # error at least one valid stream is required for ingestion
            {"stream":{"a":"b"},"values":[]} # 204 # ''
            {"stream":{},"values":[["1","x"]]} # 204 # ''
            {"stream":{"a":"b"},"values":[["1","123456789012345678901"],["2","ok"]]} # 400 # Max entry size '20' bytes exceeded for stream '{a="b"}' while adding an entry with length '21' bytes
            {"stream":{"a":"b"},"values":[["1","123456789012345678901"],["2","123456789012345678901"]]} # 400 # 2 errors like: Max entry size '20' bytes exceeded for stream '{a="b"}' while adding an entry with length '21' bytes
            {"stream":{"a b":"c"},"values":[]},{"stream":{"a":"b"},"values":[["1","123456789012345678901"]]} # 400 # 1 errors like: Error parsing labels '{a b="c"}' with error: "a b" is not a label name: letters, digits and _, not a digit first; 1 errors like: Max entry size '20' bytes exceeded for stream '{a="b"}' while adding an entry with length '21' bytes
            """)
    void what_is_refused_is_said_in_lokis_words(String streams, int status, String text) throws Exception {
        Answer answer = pushJson(streams);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(text);
    }

    @Test
    void what_the_store_refuses_is_added_and_limits_are_429() throws Exception {
        result = new IngestResult.Rejected(1, List.of(new Rejection("too_old", "entry too old", 3)));
        Answer refused = pushJson("{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).isEqualTo("3 errors like: entry too old");
        assertThat(refused.accepted()).isEqualTo(1);

        result = new IngestResult.Rejected(0, List.of(new Rejection("stream_limit", "too many streams", 1)));
        Answer limited = pushJson("{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.retryAfterSeconds()).isEqualTo(1);

        result = new IngestResult.Rejected(0, List.of(new Rejection("rate_limited", "too much", 1, 17)));
        Answer slow = pushJson("{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}");
        assertThat(slow.status()).isEqualTo(429);
        assertThat(slow.retryAfterSeconds()).isEqualTo(17);

        result = new IngestResult.Overloaded(Duration.ofSeconds(2), "the disk is slow");
        Answer overloaded = pushJson("{\"stream\":{\"a\":\"b\"},\"values\":[[\"1\",\"x\"]]}");
        assertThat(overloaded.status()).isEqualTo(503);
        assertThat(overloaded.retryAfterSeconds()).isEqualTo(2);
    }
}
