package dev.nightjar.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever bytes come in are decoded or refused with {@link MalformedException}; nothing else is ever thrown. Without
 * {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class DecoderFuzzTest {
    private static final int MOST_DECODED_BYTES = 1 << 20;

    private interface Decoding {
        Object decode() throws MalformedException;
    }

    private static void decodedOrRefused(Decoding decoding) {
        try {
            decoding.decode();
        } catch (MalformedException e) {
            if (e.text().isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void remote_write(byte[] body) {
        decodedOrRefused(
                () -> RemoteWriteDecoder.exact(body, body.length).decode().batch());
    }

    @FuzzTest(maxDuration = "5m")
    void remote_write_2(byte[] body) {
        decodedOrRefused(
                () -> new RemoteWrite2Decoder(body, body.length).decode().batch());
    }

    @FuzzTest(maxDuration = "5m")
    void snappy(byte[] body) {
        decodedOrRefused(() -> SnappyBlock.decode(body, MOST_DECODED_BYTES));
    }

    @FuzzTest(maxDuration = "5m")
    void loki_json(byte[] body) {
        decodedOrRefused(() -> {
            LokiStreams push = new LokiStreams(IngestLimits.DEFAULTS);
            new LokiJsonDecoder(push, body.length % 2 == 0).decode(body);
            return push;
        });
    }

    @FuzzTest(maxDuration = "5m")
    void loki_protobuf(byte[] body) {
        decodedOrRefused(() -> {
            LokiStreams push = new LokiStreams(IngestLimits.DEFAULTS);
            new LokiProtoDecoder(push, body, body.length).decode();
            return push;
        });
    }
}
