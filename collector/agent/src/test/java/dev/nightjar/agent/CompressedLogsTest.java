package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.nightjar.model.Labels;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Rotation that compresses, and files that are not plain UTF-8. */
class CompressedLogsTest extends TailedFolder {
    @Test
    void a_file_rotated_and_compressed_while_no_agent_ran_is_read_on_where_it_was() throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n");
        Files.move(app, logs.resolve("app.log.1"));
        compress(logs.resolve("app.log.1"));
        append(app, "three\n");
        restart();
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(receiver.lines())
                .allMatch(line -> line.stream().get("filename").equals(app.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad.log", "app.log.1.gz", "bad.log.gz"})
    void gzip_of_empty_members_without_number_keeps_no_other_file_from_being_read(String name) throws Exception {
        append(app, "one\n");
        settle();
        byte[] member = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] many = new byte[200_000 * member.length];
        for (int i = 0; i < many.length; i++) {
            many[i] = member[i % member.length];
        }
        Files.write(logs.resolve(name), many);
        append(app, "two\n");
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    private static byte[] packed(String suffix, byte[] bytes) throws IOException {
        return suffix.equals("zst") ? Zstd.compress(bytes) : xz(bytes, LZMA2Options.PRESET_DEFAULT);
    }

    private static byte[] xz(byte[] bytes, int preset) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(preset))) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zst", "xz"})
    void compressed_by_zstd_or_xz_it_is_read_on_as_well(String suffix) throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n".repeat(5_000));
        Path rotated = Files.move(app, logs.resolve("app.log.1"));
        Path compressed = Files.write(logs.resolve("app.log.1." + suffix), packed(suffix, Files.readAllBytes(rotated)));
        Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(rotated));
        Files.delete(rotated);
        restart();
        settle();

        assertThat(texts()).hasSize(5_001).startsWith("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zst", "xz"})
    void a_file_compressed_by_zstd_or_xz_waits_until_it_is_whole(String suffix) throws Exception {
        byte[] whole = packed(suffix, "one\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        Path growing = Files.write(logs.resolve("a.log." + suffix), Arrays.copyOf(whole, whole.length / 2));
        tail(LogFiles.of(logs + "/*." + suffix));
        settle();
        assertThat(texts()).isEmpty();
        Files.write(growing, whole);
        settle();

        assertThat(texts()).hasSize(10_000);
    }

    @Test
    void what_takes_more_memory_to_be_undone_than_an_agent_should_have_is_refused() throws Exception {
        byte[] line = "one\n".getBytes(StandardCharsets.UTF_8);
        Files.write(
                logs.resolve("a.log.xz"), xz(line, 8)); // the first that takes too much; -9 takes the tests' own memory
        Files.write(logs.resolve("b.log.xz"), xz(line, 7));
        tail(LogFiles.of(logs + "/*.xz"));
        settle();

        assertThat(texts()).containsExactly("one");
        assertThat(receiver.lines().getFirst().stream().get("filename")).endsWith("b.log.xz");
        assertThatThrownBy(() -> FileBytes.open(logs.resolve("a.log.xz")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("KiB of memory would be needed");
    }

    @Test
    void a_batch_on_its_way_when_the_agent_was_killed_is_the_same_from_the_compressed_file() throws Exception {
        append(app, "zero\n");
        settle();
        receiver.next(new Behaviour.StoreAndBreak());
        append(app, "one\n");
        settleUntilRequests(2);
        Files.move(app, logs.resolve("app.log.1"));
        compress(logs.resolve("app.log.1"));
        restart();
        settle();

        assertThat(texts()).containsExactly("zero", "one");
        assertThat(receiver.requests().get(2).batchId())
                .isEqualTo(receiver.requests().get(1).batchId());
    }

    @Test
    void a_file_of_which_nothing_was_sent_yet_is_found_compressed_and_its_batch_on_its_way_is_the_same()
            throws Exception {
        append(app, "zero\n");
        settle();
        receiver.next(new Behaviour.StoreAndBreak());
        Files.move(app, logs.resolve("app.log.1"));
        append(app, "one\n");
        settleUntilRequests(2);
        receiver.otherwise(AWAY);
        Files.move(app, logs.resolve("app.log.2"));
        append(app, "two\n");
        settle();
        Files.move(app, logs.resolve("app.log.3"));
        compress(logs.resolve("app.log.2"));
        compress(logs.resolve("app.log.3"));
        receiver.otherwise(new Behaviour.Accept());
        restart();
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("zero", "one", "two");
    }

    /** What the agent sees where the inode of a file, deleted while no agent ran, was given to the next one. */
    @Test
    void a_file_that_has_the_inode_of_another_is_new_and_the_rest_of_the_other_is_read_compressed() throws Exception {
        append(app, "one\n");
        settle();
        append(app, "two\n");
        compressedCopy(app, logs.resolve("app.log.2.gz"));
        Files.writeString(app, "three, of a file that is longer\n");
        restart();
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three, of a file that is longer");
    }

    @Test
    void a_compressed_file_is_read_on_and_again_when_rotation_has_given_its_name_to_another() throws Exception {
        append(app, "one\n".repeat(1000));
        Path compressed = compress(app);
        try (FileBytes bytes = FileBytes.open(compressed)) {
            bytes.read(0, 400);
            Files.move(compressed, logs.resolve("app.log.2.gz"));
            append(app, "two\n".repeat(1000));
            compress(app);

            assertThat(new String(bytes.read(2000, 8), StandardCharsets.UTF_8)).isEqualTo("one\none\n");
            assertThat(new String(bytes.read(0, 4), StandardCharsets.UTF_8)).isEqualTo("one\n");
        }
    }

    private void settleUntilRequests(int count) {
        for (int i = 0; i < 12 && receiver.requests().size() < count; i++) {
            tailer.step(clock.instant());
            clock.advance(Duration.ofMillis(600));
        }
        assertThat(receiver.requests()).hasSize(count);
    }

    @Test
    void files_begun_and_rotated_away_while_no_agent_ran_are_read_plain_or_compressed() throws Exception {
        append(app, "one\n");
        settle();
        FileTime later = FileTime.from(Files.getLastModifiedTime(folder.resolve("state/log-checkpoints"))
                .toInstant()
                .plusSeconds(60));
        Files.move(app, logs.resolve("app.log.3"));
        compress(logs.resolve("app.log.3"));
        append(logs.resolve("app.log.2"), "two\n");
        Files.setLastModifiedTime(logs.resolve("app.log.2"), later);
        compress(logs.resolve("app.log.2"));
        append(logs.resolve("app.log.1"), "three\n");
        Files.setLastModifiedTime(logs.resolve("app.log.1"), later);
        append(app, "four\n");
        restart();
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three", "four");
    }

    @Test
    void while_the_server_is_away_a_file_may_be_compressed_and_is_still_sent_once() throws Exception {
        append(app, "one\n");
        settle();
        receiver.otherwise(AWAY);
        append(app, "two\n");
        settle();
        Files.move(app, logs.resolve("app.log.1"));
        settle();
        compress(logs.resolve("app.log.1"));
        settle();
        receiver.otherwise(new Behaviour.Accept());
        settle();

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void a_pattern_that_means_compressed_files_reads_each_once_and_copies_of_what_was_sent_not_at_all()
            throws Exception {
        Path old = logs.resolve("old.log");
        append(old, "of last year\n");
        compress(old);
        tail(LogFiles.of(logs + "/*"));
        append(app, "one\n");
        settle();
        Files.move(app, logs.resolve("app.log.1"));
        append(app, "two\n");
        settle();
        compress(logs.resolve("app.log.1"));
        settle();
        tail(LogFiles.of(logs + "/*"));
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("of last year", "one", "two");
    }

    @Test
    void a_file_begun_and_rotated_away_unseen_is_read_though_it_was_still_being_compressed() throws Exception {
        append(app, "one\n");
        settle();
        FileTime later = later(app);
        Files.move(app, logs.resolve("app.log.2"));
        byte[] whole = halfCompressed(later);
        Path growing = logs.resolve("app.log.1.gz");
        append(app, "three\n");
        settle();
        restart();
        settle();
        assertThat(texts()).containsExactly("one", "three");
        Files.write(growing, whole);
        Files.setLastModifiedTime(growing, later);
        settle();

        assertThat(texts()).hasSize(10_002);
    }

    @Test
    void a_file_that_was_still_being_compressed_when_the_agent_came_back_is_read_on_where_it_was() throws Exception {
        append(app, "one\n".repeat(5_000));
        settle();
        append(app, "two\n".repeat(5_000));
        FileTime later = later(app);
        Path growing = logs.resolve("app.log.1.gz");
        byte[] whole = Files.readAllBytes(compress(Files.move(app, logs.resolve("app.log.1"))));
        Files.write(growing, Arrays.copyOf(whole, whole.length / 2));
        Files.setLastModifiedTime(growing, later);
        restart();
        settle();
        assertThat(texts()).hasSize(5_000);
        Files.write(growing, whole);
        Files.setLastModifiedTime(growing, later);
        settle();

        assertThat(texts()).hasSize(10_000).filteredOn("two"::equals).hasSize(5_000);
    }

    @Test
    void a_file_that_was_empty_when_it_was_last_seen_is_known_in_the_copy_beside_it() throws Exception {
        append(app, "");
        settle();
        append(app, "one\n");
        FileTime later = later(app);
        rotateAndCompress("app.log.1", later);
        restart();
        settle();

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void a_file_that_was_empty_at_the_last_look_is_known_in_its_copy_while_another_is_searched_for() throws Exception {
        append(app, "one\n");
        settle();
        FileTime later = later(app);
        Files.move(app, logs.resolve("app.log.2"));
        halfCompressed(later);
        append(app, "");
        settle();
        append(app, "three\n");
        rotateAndCompress("app.log.3", later);
        settle();

        assertThat(texts()).containsExactly("one", "three");
    }

    @Test
    void of_files_that_begin_alike_each_is_read_on_in_its_own_copy() throws Exception {
        int ticks = 0;
        for (int lines : List.of(31, 32, 33, 34, 35, 36, 725)) {
            append(app, "tick\n".repeat(lines));
            tailer.step(clock.instant());
            Files.move(app, logs.resolve("app.log." + lines));
            ticks += lines;
        }
        for (int i = 0; i < 4; i++) { // too short a time for any to be let go
            while (tailer.step(clock.instant())) {
                // a backlog
            }
            clock.advance(Duration.ofMillis(600));
        }
        assertThat(texts()).hasSize(ticks);
        append(logs.resolve("app.log.725"), "the end\n");
        for (int lines : List.of(31, 32, 33, 34, 35, 36, 725)) {
            compress(logs.resolve("app.log." + lines));
        }
        restart();
        settle();

        assertThat(texts()).hasSize(ticks + 1).containsOnlyOnce("the end");
    }

    /** {@code app.log.1}, begun and rotated away unseen, is being compressed: half of it is there. Gives the whole. */
    private byte[] halfCompressed(FileTime written) throws IOException {
        Path unseen = logs.resolve("app.log.1");
        append(unseen, "two\n".repeat(10_000));
        Path compressed = compress(unseen);
        byte[] whole = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(whole, whole.length / 2));
        Files.setLastModifiedTime(compressed, written);
        return whole;
    }

    /** As it is for a moment: the compressed file is whole, and what it is made of still there. */
    private void rotateAndCompress(String name, FileTime written) throws IOException {
        Path rotated = Files.move(app, logs.resolve(name));
        Path compressed = Path.of(rotated + ".gz");
        compressedCopy(rotated, compressed);
        Files.setLastModifiedTime(rotated, written);
        Files.setLastModifiedTime(compressed, written);
    }

    @Test
    void a_compressed_file_still_being_written_waits_until_it_is_whole() throws Exception {
        Path whole = logs.resolve("a.log");
        append(whole, "one\n".repeat(10_000));
        byte[] compressed = Files.readAllBytes(compress(whole));
        Path growing = logs.resolve("b.log.gz");
        Files.delete(logs.resolve("a.log.gz"));
        tail(LogFiles.of(logs + "/*.gz"));
        for (int there : List.of(0, 3, compressed.length / 2)) {
            Files.write(growing, Arrays.copyOf(compressed, there));
            settle();
        }
        assertThat(texts()).isEmpty();
        Files.write(growing, compressed);
        settle();

        assertThat(texts()).hasSize(10_000);
    }

    @Test
    void a_large_compressed_file_is_sent_in_many_batches_each_line_once() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append("line ").append(i).append(" of a file that is larger than a batch of a megabyte\n");
        }
        append(app, text.toString());
        compress(app);
        tail(LogFiles.of(logs + "/*.gz"));
        settle();

        assertThat(texts()).hasSize(60_000).doesNotHaveDuplicates();
        assertThat(receiver.requests().size()).isGreaterThan(3);
    }

    @Test
    void files_in_other_encodings_arrive_as_utf_8() throws Exception {
        Files.write(logs.resolve("u.log"), "\uFEFFgrün 🐦\nzwei\n".getBytes(StandardCharsets.UTF_16LE));
        Files.write(logs.resolve("l.log"), "Straße\n€\n".getBytes(Charset.forName("windows-1252")));
        tail(
                LogFiles.of(logs + "/u.log"),
                new LogFiles(
                        logs + "/l.log",
                        List.of(),
                        "windows-1252",
                        LogFiles.Format.AUTO,
                        Labels.of("service", "till")));
        settle();
        Files.write(logs.resolve("u.log"), "drei\n".getBytes(StandardCharsets.UTF_16LE), StandardOpenOption.APPEND);
        settle();

        assertThat(texts()).containsExactlyInAnyOrder("grün 🐦", "zwei", "drei", "Straße", "€");
        assertThat(receiver.lines())
                .filteredOn(line -> line.stream().get("service").equals("till"))
                .hasSize(2);
    }

    @Test
    void containers_are_read_by_where_their_logs_lie() throws Exception {
        Path pod = Files.createDirectories(folder.resolve("log/pods/shop_web-7_9f/nginx"));
        append(pod.resolve("0.log"), "2026-11-21T04:00:00Z stdout P GET \n2026-11-21T04:00:00Z stdout F /basket\n");
        tail(LogFiles.of(folder + "/log/pods/*/*/*.log"));
        settle();

        assertThat(receiver.lines()).singleElement().satisfies(line -> {
            assertThat(line.text()).isEqualTo("GET /basket");
            assertThat((Object) line.stream())
                    .isEqualTo(Labels.of(
                            "container",
                            "nginx",
                            "filename",
                            pod.resolve("0.log").toString(),
                            "instance",
                            "web-7",
                            "namespace",
                            "shop",
                            "pod",
                            "web-7",
                            "stream",
                            "stdout"));
        });
    }
}
