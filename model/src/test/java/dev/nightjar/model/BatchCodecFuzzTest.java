package dev.nightjar.model;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes come in are a batch or refused as malformed. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class BatchCodecFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void samples(byte[] frame) {
        try {
            BatchCodec.decodeSamples(frame);
        } catch (BatchCodec.MalformedBatchException e) {
            assertReason(e);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void logs(byte[] frame) {
        try {
            BatchCodec.decodeLogs(frame);
        } catch (BatchCodec.MalformedBatchException e) {
            assertReason(e);
        }
    }

    private static void assertReason(BatchCodec.MalformedBatchException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("refused without a reason", e);
        }
    }
}
