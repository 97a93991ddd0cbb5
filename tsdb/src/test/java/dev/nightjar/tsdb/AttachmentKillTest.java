package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process with SIGKILL while it writes what is more than numbers, and compares with the reference. */
class AttachmentKillTest {
    private static final SeriesSelection ALL = new SeriesSelection(List.of(), TimeRange.ALL);

    @TempDir
    Path directory;

    @Test
    void no_histogram_start_exemplar_or_metadata_is_lost_or_doubled_when_the_process_is_killed() throws Exception {
        Random random = new Random(12);
        InMemorySeriesStore reference = new InMemorySeriesStore();
        int next = 0;
        for (int round = 0; round < 3; round++) {
            int last = KilledProcess.run(CrashAttacher.class, directory, next, 150 + random.nextInt(300));
            for (; next <= last + 1; next++) {
                reference.append(CrashAttacher.step(next));
            }
            try (Tsdb tsdb = Tsdb.open(directory, CrashWriter.CONFIG, new TestingClock(CrashWriter.NOW))) {
                // the step after the last acknowledged one may be there already: written again, it is for sure
                tsdb.append(CrashAttacher.step(last + 1));
                Map<Labels, String> expected = contents(reference);
                assertThat(expected).hasSize(CrashAttacher.SERIES);
                assertThat(contents(tsdb)).isEqualTo(expected);
                assertThat(tsdb.exemplars(ALL)).isEqualTo(reference.exemplars(ALL));
                assertThat(tsdb.metadata("")).isEqualTo(reference.metadata(""));
            }
        }
    }

    private static Map<Labels, String> contents(SeriesReader store) {
        Map<Labels, String> found = new TreeMap<>();
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = store.select(ALL)) {
            while (cursor.next()) {
                buffer.clear();
                cursor.read(buffer);
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < buffer.size(); i++) {
                    text.append(buffer.timestampMillis(i))
                            .append(' ')
                            .append(buffer.value(i))
                            .append(' ')
                            .append(buffer.histogram(i))
                            .append(' ')
                            .append(buffer.startMillis(i))
                            .append('\n');
                }
                found.put(cursor.labels(), text.toString());
            }
        }
        return found;
    }
}
