package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flips bits in, and cuts off, every kind of file, and looks that nothing is ever lost without a word. */
class DamagedFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long TODAY = NOW.toEpochMilli() - 3_600_000;
    private static final long YESTERDAY = TODAY - Day.MILLIS;

    /** How often each kind of file is damaged, and where: {@code -Ddamage.rounds=100 -Ddamage.seed=7} looks further. */
    private static final int ROUNDS = Integer.getInteger("damage.rounds", 1);

    private static final long SEED = Long.getLong("damage.seed", 1);

    @TempDir
    Path directory;

    private NavigableMap<Labels, NavigableMap<Long, Double>> whole = new TreeMap<>();

    /** Chunks of two days, an index, a head with a snapshot, and a log behind it. */
    @BeforeEach
    void write() throws Exception {
        Path store = directory.resolve("store");
        try (Tsdb tsdb = open(store)) {
            append(tsdb, YESTERDAY, 600);
            append(tsdb, TODAY, 600);
            tsdb.flush();
            append(tsdb, TODAY + 1_000_000, 20);
        }
        try (Tsdb tsdb = open(store)) {
            append(tsdb, TODAY + 1_100_000, 5);
            whole = Samples.all(tsdb);
            Disks.copy(store, directory.resolve("whole"));
        }
        assertThat(kinds())
                .containsOnlyKeys(
                        "CURRENT",
                        "IDENTITY",
                        "MANIFEST",
                        "OPTIONS",
                        "chunks.manifest",
                        "head",
                        "log",
                        "log.newest",
                        "parity",
                        "sst");
    }

    @Test
    void a_flipped_bit_is_never_taken_for_data() throws Exception {
        Random random = new Random(SEED);
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (List<Path> files : kinds().values()) {
                Path file = files.get(random.nextInt(files.size()));
                Path copy = fresh();
                long at = random.nextLong(Files.size(copy.resolve(file)));
                flip(copy.resolve(file), at, 1 << random.nextInt(8));
                told += isTold(copy, file, "bit flipped at " + at) ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(ROUNDS);
    }

    @Test
    void a_file_that_is_cut_off_is_never_taken_for_whole() throws Exception {
        Random random = new Random(SEED);
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (List<Path> files : kinds().values()) {
                Path file = files.get(random.nextInt(files.size()));
                Path copy = fresh();
                long length = random.nextLong(Files.size(copy.resolve(file)));
                try (RandomAccessFile cut =
                        new RandomAccessFile(copy.resolve(file).toFile(), "rw")) {
                    cut.setLength(length);
                }
                told += isTold(copy, file, "cut to " + length) ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(ROUNDS);
    }

    @Test
    void a_file_that_is_missing_is_told_of() throws Exception {
        Random random = new Random(SEED);
        for (List<Path> files : kinds().values()) {
            Path file = files.get(random.nextInt(files.size()));
            Path copy = fresh();
            Files.delete(copy.resolve(file));
            isTold(copy, file, "deleted");
        }
    }

    @Test
    void one_flipped_bit_in_a_table_loses_nothing() throws Exception {
        Random random = new Random(SEED);
        for (Path table : Objects.requireNonNull(kinds().get("sst"))) {
            long bytes = Files.size(directory.resolve("whole").resolve(table));
            for (long at : new long[] {random.nextLong(bytes), bytes - 1 - random.nextLong(600), bytes - 1}) {
                Path copy = fresh();
                flip(copy.resolve(table), at, 1 << random.nextInt(8));
                requireAllThere(copy, table + " flipped at " + at);
            }
        }
    }

    @Test
    void zeros_in_the_place_of_what_says_where_entries_lie_lose_nothing() throws Exception {
        for (Path table : Objects.requireNonNull(kinds().get("sst"))) {
            Path copy = fresh();
            try (RandomAccessFile file =
                    new RandomAccessFile(copy.resolve(table).toFile(), "rw")) {
                file.seek(file.length() - 700);
                file.write(new byte[700]);
            }
            requireAllThere(copy, table + " with zeros at its end");
        }
    }

    @Test
    void one_flipped_bit_in_the_head_loses_nothing() throws Exception {
        Random random = new Random(SEED);
        for (Path head : Objects.requireNonNull(kinds().get("head"))) {
            long bytes = Files.size(directory.resolve("whole").resolve(head));
            for (long at : new long[] {0, 40, bytes - 1, random.nextLong(bytes), random.nextLong(bytes)}) {
                Path copy = fresh();
                flip(copy.resolve(head), at, 1 << random.nextInt(8));
                requireAllThere(copy, head + " flipped at " + at);
            }
        }
    }

    @Test
    void a_zeroed_sector_of_the_head_loses_nothing() throws Exception {
        Random random = new Random(SEED);
        for (Path head : Objects.requireNonNull(kinds().get("head"))) {
            Path copy = fresh();
            try (RandomAccessFile file = new RandomAccessFile(copy.resolve(head).toFile(), "rw")) {
                file.seek(random.nextLong(Math.max(1, file.length() - 4096)));
                file.write(new byte[(int) Math.min(4096, file.length() - file.getFilePointer())]);
            }
            requireAllThere(copy, head + " with a sector of zeros");
        }
    }

    /** A small one is kept twice. */
    @Test
    void a_missing_head_loses_nothing() throws Exception {
        Path copy = fresh();
        for (Path head : Objects.requireNonNull(kinds().get("head"))) {
            Files.delete(copy.resolve(head));
        }
        requireAllThere(copy, "without a head");
    }

    @Test
    void a_head_that_is_cut_is_made_whole() throws Exception {
        for (Path head : Objects.requireNonNull(kinds().get("head"))) {
            Path copy = fresh();
            try (RandomAccessFile file = new RandomAccessFile(copy.resolve(head).toFile(), "rw")) {
                file.setLength(file.length() - 20);
            }
            requireAllThere(copy, head + " without its end");
        }
    }

    /** Small tables are kept twice: label pairs are what all names of series are made of. */
    @ParameterizedTest
    @ValueSource(strings = {"pairs", "series"})
    void a_missing_table_of_the_index_loses_nothing(String family) throws Exception {
        Path copy = fresh();
        for (Path table : Objects.requireNonNull(kinds().get("sst"))) {
            if (Arrays.equals(
                    TableFile.family(copy.resolve(table)).orElseThrow(), family.getBytes(StandardCharsets.UTF_8))) {
                Files.delete(copy.resolve(table));
            }
        }
        requireAllThere(copy, "without " + family);
    }

    @Test
    void damaged_parity_is_made_anew() throws Exception {
        Path copy = fresh();
        for (Path parity : Objects.requireNonNull(kinds().get("parity"))) {
            Files.write(copy.resolve(parity), new byte[10]);
        }
        requireAllThere(copy, "without parity");
        Path damaged = largestTable(copy);
        flip(damaged, 100, 4);
        requireAllThere(copy, damaged + " flipped at 100");
    }

    /** After the first question at the latest, which may fail: by it the damage is found, and made good. */
    private void requireAllThere(Path copy, String what) throws Exception {
        try (Tsdb tsdb = open(copy)) {
            read(tsdb, Path.of(""), what);
            assertThat(Samples.all(tsdb)).as(what).isEqualTo(whole);
            tsdb.admin()
                    .damage()
                    .forEach(report -> assertThat(report.what())
                            .as(what)
                            .startsWith("at offset ")
                            .endsWith("have been restored: nothing is lost"));
        }
    }

    /** The list of tables is lost: all that is in them is found again, only in them and not in the list. */
    @Test
    void a_store_without_a_list_of_tables_is_made_anew_of_its_tables() throws Exception {
        Path copy = fresh();
        for (Path file : Objects.requireNonNull(kinds().get("MANIFEST"))) {
            Files.delete(copy.resolve(file));
        }
        try (Tsdb tsdb = open(copy)) {
            assertThat(Samples.all(tsdb)).isEqualTo(whole);
            assertThat(tsdb.admin().damage())
                    .anySatisfy(report -> assertThat(report.what()).contains("the list of its tables was lost"));
        }
    }

    @Test
    void a_damaged_chunk_is_named_with_file_and_day_and_its_day_can_be_deleted() throws Exception {
        Path copy = fresh();
        FileTree.delete(copy.resolve("parity"));
        Path damaged = largestTable(copy);
        flip(damaged, 100, 4);
        try (Tsdb tsdb = open(copy)) {
            assertThatThrownBy(() -> Samples.all(tsdb))
                    .isInstanceOf(TsdbException.class)
                    .hasMessageContaining("cannot be read: ")
                    .hasMessageContaining(damaged + " offset 0")
                    .hasMessageContaining("The file is damaged; it holds samples of 2026-11-")
                    .hasMessageEndingWith("or delete all samples of such a day");
            assertThat(append(tsdb, TODAY + 2_000_000, 1)).isInstanceOf(IngestResult.Accepted.class);
            Instant day = Instant.parse(dayIn(messageOfReading(tsdb)) + "T00:00:00Z");
            tsdb.admin()
                    .delete(List.of(new SeriesSelection(
                            List.of(),
                            new TimeRange(
                                    day.toEpochMilli(),
                                    day.plus(Duration.ofDays(1)).toEpochMilli() - 1))));
            tsdb.admin().cleanTombstones();
            assertThat(Files.exists(damaged)).isFalse();
            assertThat(Samples.all(tsdb)).isNotEmpty();
        }
    }

    /**
     * Opens the store, which must succeed; holds what it answers against what it had, writes to it, and does it again, as
     * the next start puts aside what reading has found. True if anything was told.
     */
    private boolean isTold(Path copy, Path file, String what) {
        boolean told = false;
        for (int start = 0; start < 2; start++) {
            try (Tsdb tsdb = open(copy)) {
                Optional<NavigableMap<Labels, NavigableMap<Long, Double>>> found = read(tsdb, file, what);
                told |= found.isEmpty() || !tsdb.admin().damage().isEmpty();
                if (found.isPresent()) {
                    requireRight(found.get(), told, file, what + ", start " + start);
                }
                assertThat(found.isPresent() || start == 0)
                        .as("%s %s can be read after another start", file, what)
                        .isTrue();
                SampleBatch.Builder batch = SampleBatch.builder();
                batch.series(Labels.of("__name__", "after", "start", "" + start))
                        .sample(TODAY, start);
                assertThat(tsdb.append(batch.build()))
                        .as("%s %s", file, what)
                        .isInstanceOf(IngestResult.Accepted.class);
            }
        }
        return told;
    }

    /** Empty if an error names the file. */
    private static Optional<NavigableMap<Labels, NavigableMap<Long, Double>>> read(Tsdb tsdb, Path file, String what) {
        try {
            return Optional.of(Samples.all(tsdb));
        } catch (TsdbException e) {
            assertThat(e)
                    .as("%s %s", file, what)
                    .hasMessageContaining(file.getFileName().toString());
            return Optional.empty();
        }
    }

    private void requireRight(
            NavigableMap<Labels, NavigableMap<Long, Double>> found, boolean told, Path file, String what) {
        NavigableMap<Labels, NavigableMap<Long, Double>> known = new TreeMap<>(found);
        known.keySet().removeIf(labels -> labels.metricName().equals("after"));
        known.forEach((labels, samples) -> assertThat(whole.getOrDefault(labels, new TreeMap<>()))
                .as("%s %s: %s", file, what, labels)
                .containsAllEntriesOf(samples));
        if (told) {
            return;
        }
        if (file.startsWith("log")) {
            // what was torn off the end of the log is cut: a record that was being written looks the same
            known.forEach((labels, samples) -> assertThat(
                            Objects.requireNonNull(whole.get(labels)).headMap(samples.lastKey(), true))
                    .as("%s %s", file, what)
                    .isEqualTo(samples));
        } else {
            assertThat(known).as("%s %s", file, what).isEqualTo(whole);
        }
    }

    private static String messageOfReading(Tsdb tsdb) {
        try {
            Samples.all(tsdb);
        } catch (TsdbException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("nothing is damaged");
    }

    private static String dayIn(String message) {
        int at = message.indexOf("samples of ") + "samples of ".length();
        return message.substring(at, at + 10);
    }

    private static Path largestTable(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("chunks"))) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
    }

    /** The files that matter, by what they are, relative to the store. */
    private Map<String, List<Path>> kinds() throws IOException {
        Map<String, List<Path>> kinds = new TreeMap<>();
        Path root = directory.resolve("whole");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                String kind = name.endsWith(".sst")
                                || name.endsWith(".log")
                                || name.endsWith(".head")
                                || name.endsWith(".parity")
                        ? name.substring(name.lastIndexOf('.') + 1)
                        : name.replaceAll("-\\d+$", "");
                boolean rocksLog = kind.equals("log") && file.startsWith(root.resolve("chunks"));
                if (!kind.equals("LOCK") && !kind.startsWith("LOG") && !rocksLog) {
                    kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(root.relativize(file));
                }
            }
        }
        return kinds;
    }

    private Path fresh() throws IOException {
        Path copy = directory.resolve("copy");
        Disks.copy(directory.resolve("whole"), copy);
        return copy;
    }

    private static void flip(Path file, long at, int bits) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ bits);
        }
    }

    private static Tsdb open(Path store) {
        return Tsdb.open(store, TsdbConfig.DEFAULTS, new TestingClock(NOW));
    }

    private static IngestResult append(Tsdb tsdb, long from, int steps) {
        IngestResult result = new IngestResult.Accepted(0);
        for (int step = 0; step < steps; step++) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int i = 0; i < 30; i++) {
                batch.series(Labels.of("__name__", "m" + i % 7, "i", "" + i))
                        .sample(from + step * 1000L, Math.sqrt(step * 31 + i));
            }
            result = tsdb.append(batch.build());
        }
        return result;
    }
}
