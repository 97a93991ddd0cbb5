package dev.nightjar.tsdb.chunk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;

/**
 * Whatever bytes a file holds are decoded or refused with {@link DamagedBytesException}; nothing else is ever thrown.
 * Without {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class ChunkFuzzTest {
    private static final long FIRST = 1_790_000_000_000L;
    private static final long DAY = 20_000 * 86_400_000L;

    private static void decodedOrRefused(Runnable decoding) {
        try {
            decoding.run();
        } catch (DamagedBytesException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    private static ByteSource source(byte[] bytes) {
        return new ByteSource().over(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "5m")
    void numbers(byte[] bytes) {
        decodedOrRefused(() -> {
            ChunkCodec codec = new ChunkCodec();
            ByteSource in = source(bytes);
            int count = codec.count(in);
            codec.lastMillis(in, FIRST);
            codec.decode(in, FIRST, new long[count], new double[count], 0);
        });
    }

    @FuzzTest(maxDuration = "5m")
    void chunks_of_every_kind(byte[] bytes) {
        decodedOrRefused(() -> {
            SampleChunks chunks = new SampleChunks();
            chunks.lastMillis(source(bytes), FIRST);
            chunks.decode(source(bytes), FIRST, new SampleBuffer());
        });
    }

    @FuzzTest(maxDuration = "5m")
    void summaries(byte[] bytes) {
        decodedOrRefused(() -> new SummaryCodec().decode(source(bytes), DAY, 300_000, new SampleSummaries()));
    }
}
