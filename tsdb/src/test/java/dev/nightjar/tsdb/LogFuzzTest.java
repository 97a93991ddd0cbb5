package dev.nightjar.tsdb;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whatever bytes the write-ahead log holds are read or refused with a reason; nothing else is ever thrown. Without
 * {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class LogFuzzTest {
    /** Looks at all it is shown. */
    private static final class Reader implements EntryVisitor {
        private long seen;

        @Override
        public void series(int id, byte[] bytes, int from, int to) {
            if (from < 0 || to < from || to > bytes.length) {
                throw new AssertionError("labels from " + from + " to " + to + " of " + bytes.length + " bytes");
            }
            seen += to - from;
        }

        @Override
        public void sample(int series, long time, long bits) {
            seen++;
        }

        @Override
        public void number(int series, long time, long start, long bits) {
            seen++;
        }

        @Override
        public void histogram(int series, long time, long start, NativeHistogram histogram) {
            seen += histogram.positive().size();
        }

        @Override
        public void exemplar(int series, Exemplar exemplar) {
            seen += exemplar.labels().size();
        }

        @Override
        public void metadata(MetricMetadata about, long seenMillis) {
            seen += about.help().length();
        }

        @Override
        public void deletion(Deletion deletion) {
            seen += deletion.series().getCardinality();
        }

        void requireCounted() {
            if (seen < 0) {
                throw new AssertionError("more was shown than can be: " + seen);
            }
        }
    }

    private static void requireReason(RuntimeException e) {
        if (String.valueOf(e.getMessage()).isBlank()) {
            throw new AssertionError("refused without a reason", e);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void entries(byte[] bytes) {
        try {
            Reader reader = new Reader();
            BatchEntry.read(new ByteSource().over(bytes, 0, bytes.length), reader);
            reader.requireCounted();
        } catch (DamagedBytesException e) {
            requireReason(e);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void files(byte[] bytes) throws IOException {
        Path directory = Files.createTempDirectory("log-fuzz");
        try {
            Files.write(LogSegment.file(directory, 1), bytes);
            Damages damages = Damages.of(directory, InstantSource.fixed(Instant.EPOCH));
            LogReplay.replay(directory, 1, 1, damages, (number, entry) -> BatchEntry.read(entry, new Reader()));
        } finally {
            FileTree.delete(directory);
        }
    }
}
