package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages every kind of file: the store starts, takes lines, has no line that was never written, and where one is missing
 * it says so, also when it is verified.
 */
class DamagedFilesTest {
    private static final String DAY = "2026-11-21";

    /** How often each kind of file is damaged, and where: {@code -Ddamage.rounds=100 -Ddamage.seed=7} looks further. */
    private static final int ROUNDS = Integer.getInteger("damage.rounds", 2);

    private static final long SEED = Long.getLong("damage.seed", 1);

    /** What happens to files. */
    enum Harm {
        FLIPPED,
        ZEROED,
        CUT,
        DELETED
    }

    @TempDir
    Path directory;

    private final TestingClock clock = new TestingClock(CrashingWriter.START);
    private List<String> whole = List.of();

    /** Two days, the first with a deletion, and lines behind them that are in the write-ahead log only. */
    @BeforeEach
    void write() throws Exception {
        Path store = directory.resolve("store");
        try (LogIndex index = open(store)) {
            StoredLogs.writeWithDeletion(index);
            long before = (CrashingWriter.START.getEpochSecond() - 86_400) * 1_000_000_000L;
            index.append(StoredLogs.batch(Labels.of("app", "b"), before, 1_000, StoredLogs.numbered("b", 0, 300)));
            index.flush();
        }
        try (LogIndex index = open(store)) {
            for (int i = 60; i < 65; i++) {
                index.append(CrashingWriter.batch(i));
            }
            whole = sorted(index);
            copy(store, directory.resolve("whole"));
        }
        assertThat(kinds())
                .containsOnlyKeys(
                        "blocks",
                        "changes",
                        "deletions",
                        "durable",
                        "heads",
                        "ledger",
                        "lucene",
                        "patterns",
                        "pending",
                        "segments",
                        "signatures",
                        "signing",
                        "templates",
                        "wal");
    }

    private LogIndex open(Path store) throws IOException {
        return LogIndex.open(store, CrashingWriter.CONFIG, clock, new TestingConditions());
    }

    private static List<String> sorted(LogIndex index) {
        return StoredLogs.lines(index).stream().sorted().toList();
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void whatever_is_damaged_it_starts_and_tells_what_is_lost(Harm harm) throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            for (List<Path> files : kinds().values()) {
                Path file = files.get(random.nextInt(files.size()));
                Path copy = fresh();
                String what = file + " " + harm(harm, copy.resolve(file), random);
                for (int start = 0; start < 2; start++) {
                    startsAndTells(copy, what + ", start " + start, start, file.endsWith("deletions"));
                }
            }
        }
    }

    /** {@code undone}: whether a deletion may be forgotten, whose lines are then in the write-ahead log only. */
    private void startsAndTells(Path copy, String what, int start, boolean undone) throws IOException {
        List<String> found;
        List<DamageReport> told;
        try (LogIndex index = open(copy)) {
            found = new ArrayList<>(sorted(index));
            assertThat(sorted(index)).as("%s, asked again", what).isEqualTo(found);
            found.removeIf(line -> line.startsWith("after"));
            Labels labels = Labels.of("app", "a0");
            long now = clock.millis() * 1_000_000L + start;
            assertThat(index.append(StoredLogs.batch(labels, now, 1, "after start " + start)))
                    .as(what)
                    .isInstanceOf(IngestResult.Accepted.class);
            index.flush();
            assertThat(StoredLogs.lines(index)).as(what).contains("after start " + start);
            told = index.admin().damage();
        }
        Map<String, Integer> left = new HashMap<>();
        whole.forEach(line -> left.merge(line, 1, Integer::sum));
        List<String> invented = new ArrayList<>();
        for (String line : found) {
            if (left.merge(line, -1, Integer::sum) < 0) {
                invented.add(line);
            }
        }
        if (!undone) {
            assertThat(invented).as("%s: never written", what).isEmpty();
        }
        if (found.size() < whole.size()) {
            assertThat(told)
                    .as("%s: %s lines are missing", what, whole.size() - found.size())
                    .isNotEmpty();
            assertThat(verify(copy)).as("%s: is verified", what).isNotEmpty();
        }
    }

    private static List<LogFault> verify(Path store) throws IOException {
        return LogIndex.verify(store, Optional.empty(), List.of(), NanoRange.ALL)
                .faults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lucene", "templates", "changes", "ledger", "signatures", "pending"})
    void damage_of_all_that_there_is_a_copy_of_loses_nothing_and_is_proven_again(String kind) throws Exception {
        for (Harm harm : Harm.values()) {
            Path copy = fresh();
            for (Path file : files(kind)) {
                if (file.toString().contains(DAY)) {
                    harm(harm, copy.resolve(file), new Random(SEED));
                }
            }
            try (LogIndex index = open(copy)) {
                assertThat(sorted(index)).as("%s %s", kind, harm).isEqualTo(whole);
                index.housekeep();
                index.append(CrashingWriter.batch(99));
                index.flush();
                assertThat(index.admin().damage())
                        .as("%s %s", kind, harm)
                        .allSatisfy(report -> assertThat(report.what()).endsWith(": nothing is lost"));
            }
            List<LogFault> faults = verify(copy);
            if (kind.equals("signatures") || kind.equals("pending")) {
                continue; // those in the file are proven anew, what a group had is not
            }
            assertThat(faults).as("%s %s", kind, harm).isEmpty();
        }
    }

    @Test
    void a_missing_commit_of_the_index_deletes_nothing() throws Exception {
        Path copy = fresh();
        for (Path file : files("lucene")) {
            if (file.getFileName().toString().startsWith("segments_")) {
                Files.delete(copy.resolve(file));
            }
        }
        try (LogIndex index = open(copy)) {
            assertThat(sorted(index)).isEqualTo(whole);
            assertThat(index.admin().damage())
                    .hasSize(2)
                    .allSatisfy(report -> assertThat(report.what())
                            .contains("the index cannot be read")
                            .contains("it was made anew of ledger.dat; the damaged files are in damaged/lucene"));
        }
        assertThat(verify(copy)).isEmpty();
    }

    @Test
    void a_day_that_cannot_be_restored_is_put_aside_and_kept() throws Exception {
        Path copy = fresh();
        Path day = copy.resolve("days").resolve(DAY);
        Files.delete(Ledger.file(day));
        for (Path file : files("lucene")) {
            if (file.toString().contains(DAY)) {
                Files.delete(copy.resolve(file));
            }
        }
        try (LogIndex index = open(copy)) {
            assertThat(sorted(index))
                    .hasSize(300 + 5 * 3 * CrashingWriter.LINES)
                    .isSubsetOf(whole);
            assertThat(index.append(CrashingWriter.batch(70))).isInstanceOf(IngestResult.Accepted.class);
            assertThat(index.admin().damage())
                    .singleElement()
                    .satisfies(report -> assertThat(report.file()).isEqualTo("days/" + DAY))
                    .satisfies(report -> assertThat(report.what())
                            .startsWith("the day cannot be read (")
                            .contains("The folder is kept as damaged/" + DAY));
        }
        assertThat(copy.resolve("damaged").resolve(DAY).resolve("blocks-0001.dat"))
                .exists();
        assertThat(verify(copy))
                .extracting(LogFault::found)
                .anyMatch(found -> found.startsWith("found damaged at " + clock.instant()));
    }

    @Test
    void a_missing_day_is_told_of() throws Exception {
        Path copy = fresh();
        DurableFolder.deleteTree(copy.resolve("days").resolve(DAY));
        try (LogIndex index = open(copy)) {
            assertThat(index.admin().damage())
                    .singleElement()
                    .satisfies(report -> assertThat(report.what()).startsWith("the day's folder is missing"));
            assertThat(lost(index, NanoRange.ALL)).containsExactly(new LostLines.Day(DAY, "days/" + DAY));
            assertThat(lost(index, new NanoRange(0, CrashingWriter.START.getEpochSecond() * 500_000_000L)))
                    .isEmpty();
        }
    }

    @Test
    void a_damaged_block_costs_its_lines_and_no_other_and_nothing_is_deleted_from_it() throws Exception {
        Path copy = fresh();
        Path payload = copy.resolve("days/2026-11-20/blocks-0000.dat");
        flip(payload, Files.size(payload) / 2);
        try (LogIndex index = open(copy)) {
            List<String> found = sorted(index);
            assertThat(found).hasSizeLessThan(whole.size()).isSubsetOf(whole);
            assertThat(lost(index, NanoRange.ALL)).singleElement().satisfies(lost -> {
                assertThat(lost.day()).isEqualTo("2026-11-20");
                assertThat(lost.file()).isEqualTo("days/2026-11-20/blocks-0000.dat");
                assertThat((Object) ((LostLines.Block) lost).stream()).isEqualTo(Labels.of("app", "b"));
                assertThat(((LostLines.Block) lost).lines()).isEqualTo(whole.size() - found.size());
            });
            assertThat(lost(index, NanoRange.ALL, Matcher.equal("app", "a0"))).isEmpty();
            assertThat(lost(
                            index,
                            new NanoRange(CrashingWriter.START.getEpochSecond() * 1_000_000_000L, Long.MAX_VALUE)))
                    .isEmpty();
            assertThat(index.admin().damage())
                    .singleElement()
                    .satisfies(report -> assertThat(report.file()).isEqualTo("days/2026-11-20/blocks-0000.dat"))
                    .satisfies(report ->
                            assertThat(report.what()).contains("lines of the stream {app=\"b\"} from 2026-11-20T"));
            index.admin().delete("app=b request", NanoRange.ALL);
            index.housekeep();
            assertThat(index.admin().deletions().getFirst().problem())
                    .startsWith("nothing was deleted from blocks that cannot be read");
        }
    }

    @Test
    void who_follows_is_told_of_a_damaged_block_that_was_passed_over() throws Exception {
        Path copy = fresh();
        Path payload = copy.resolve("days/2026-11-20/blocks-0000.dat");
        flip(payload, Files.size(payload) / 2);
        try (LogIndex index = open(copy)) {
            try (LogArrivals arrivals = index.arrivals(List.of(Matcher.equal("app", "a0")), 0, Long.MAX_VALUE)) {
                assertThat(arrivals.next()).isTrue();
                while (arrivals.next()) {}
                assertThat(arrivals.lost()).isEmpty();
            }
            try (LogArrivals arrivals = index.arrivals(List.of(), 0, Long.MAX_VALUE)) {
                assertThat(arrivals.lost()).isEmpty();
                while (arrivals.next()) {}
                assertThat(arrivals.lost())
                        .isEqualTo(lost(index, NanoRange.ALL))
                        .hasSize(1);
            }
            try (LogArrivals arrivals = index.arrivals(List.of(), index.lastArrival() - 1, Long.MAX_VALUE)) {
                assertThat(arrivals.next()).isTrue();
                assertThat(arrivals.lost()).isEmpty();
            }
        }
    }

    @Test
    void a_search_misses_nothing_because_of_damaged_signatures_which_are_made_anew() throws Exception {
        Path store = directory.resolve("signed");
        int streams = SignatureGroup.BLOCKS + 50;
        long now = clock.millis() * 1_000_000L;
        try (LogIndex index = open(store)) {
            LogBatch batch = new LogBatch(IntStream.range(0, streams)
                    .mapToObj(i -> LogBatch.stream(Labels.of("app", "a" + i))
                            .line(now, ("needle " + 1_000_003L * i).getBytes(StandardCharsets.UTF_8))
                            .build())
                    .toList());
            assertThat(index.append(batch)).isInstanceOf(IngestResult.Accepted.class);
            index.flush();
        }
        Path signatures = store.resolve("days").resolve(DAY).resolve("signatures.dat");
        try (RandomAccessFile bytes = new RandomAccessFile(signatures.toFile(), "rw")) {
            assertThat(bytes.length()).isGreaterThan(SignatureGroup.HEAD);
            bytes.seek(SignatureGroup.HEAD);
            bytes.write(new byte[(int) bytes.length() - SignatureGroup.HEAD]);
        }
        for (int start = 0; start < 2; start++) {
            try (LogIndex index = open(store)) {
                for (int i = 0; i < streams; i += 51) {
                    String needle = "needle " + 1_000_003L * i;
                    assertThat(StoredLogs.linesWith(index, needle)).contains(needle);
                }
                assertThat(index.admin().damage())
                        .singleElement()
                        .satisfies(report -> assertThat(report.what())
                                .startsWith("at offset 0: a group of signatures fails its checksum"));
                for (int round = 0; round < 8; round++) {
                    index.housekeep();
                }
                index.flush();
            }
        }
        try (LogIndex index = open(store)) {
            assertThat(StoredLogs.linesWith(index, "needle 51000153")).contains("needle 51000153");
        }
    }

    private static List<LostLines> lost(LogIndex index, NanoRange range, Matcher... matchers) {
        return index.lost(new LogSelection(List.of(matchers), range, LogSelection.Order.ANY, List.of()));
    }

    @Test
    void another_key_is_made_where_it_is_damaged_and_its_public_half_is_restored() throws Exception {
        Path copy = fresh();
        Files.writeString(copy.resolve("signing.key.pub"), "-----");
        open(copy).close();
        assertThat(verify(copy)).isEmpty();
        Files.writeString(copy.resolve("signing.key"), "-----");
        try (LogIndex index = open(copy)) {
            index.append(CrashingWriter.batch(70));
            index.flush();
            assertThat(index.admin().damage()).hasSize(2);
        }
        assertThat(verify(copy))
                .extracting(LogFault::found)
                .anyMatch(found -> found.contains("a new one is made. No line is lost"));
        assertThat(copy.resolve("damaged/signing.key")).exists();
    }

    @Test
    void a_folder_that_is_none_of_a_day_is_left_alone() throws Exception {
        Path copy = fresh();
        Files.createDirectories(copy.resolve("days/lost+found"));
        Files.writeString(copy.resolve("wal/notes.wal"), "x");
        try (LogIndex index = open(copy)) {
            assertThat(sorted(index)).isEqualTo(whole);
            clock.advance(Duration.ofDays(90));
            index.housekeep();
        }
        assertThat(copy.resolve("days/lost+found")).exists();
    }

    private static String harm(Harm harm, Path file, Random random) throws IOException {
        long size = Files.size(file);
        long at = size == 0 ? 0 : random.nextLong(size);
        switch (harm) {
            case DELETED -> Files.delete(file);
            case FLIPPED -> {
                if (size > 0) {
                    flip(file, at);
                }
            }
            case ZEROED -> {
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    bytes.seek(at);
                    bytes.write(new byte[(int) Math.min(4096, size - at)]);
                }
            }
            case CUT -> {
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    bytes.setLength(at);
                }
            }
        }
        return harm + " at " + at + " of " + size;
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 4);
        }
    }

    private List<Path> files(String kind) throws IOException {
        return kinds().getOrDefault(kind, List.of());
    }

    /** The files that matter, by what they are, relative to the store. */
    private Map<String, List<Path>> kinds() throws IOException {
        Map<String, List<Path>> kinds = new TreeMap<>();
        Path root = directory.resolve("whole");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = root.relativize(file);
                String name = String.valueOf(file.getFileName());
                if (!name.equals("write.lock")) {
                    String kind = relative.toString().contains("/lucene/")
                            ? "lucene"
                            : relative.startsWith("wal") ? "wal" : name.replaceAll("^wal\\.|[-.].*", "");
                    kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(relative);
                }
            }
        }
        return kinds;
    }

    private Path fresh() throws IOException {
        Path copy = directory.resolve("copy");
        if (Files.exists(copy)) {
            DurableFolder.deleteTree(copy);
        }
        copy(directory.resolve("whole"), copy);
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
