package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(START);
    private int reloads;
    private @Nullable List<String> next = List.of();
    private @Nullable FileWatch opened;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/a.yml"), "a");
        opened = new FileWatch(
                folder,
                () -> {
                    reloads++;
                    return Objects.requireNonNull(next);
                },
                clock);
    }

    @AfterEach
    void close() {
        watch().close();
    }

    private FileWatch watch() {
        return Objects.requireNonNull(opened);
    }

    @Test
    void what_did_not_change_is_not_read_again() {
        watch().lookAgain();
        assertThat(reloads).isZero();
    }

    @Test
    void each_change_is_read_once_new_files_and_deleted_ones_too() throws IOException {
        Files.writeString(folder.resolve("rules/a.yml"), "longer");
        watch().lookAgain();
        watch().lookAgain();
        assertThat(reloads).isEqualTo(1);

        Files.writeString(folder.resolve("oncall.yml"), "");
        watch().lookAgain();
        assertThat(reloads).isEqualTo(2);

        Files.delete(folder.resolve("rules/a.yml"));
        watch().lookAgain();
        assertThat(reloads).isEqualTo(3);
    }

    @Test
    void who_asks_has_it_read_and_it_is_not_read_twice_for_that() throws IOException {
        Files.writeString(folder.resolve("rules/a.yml"), "longer");
        assertThat(watch().reload()).isEmpty();
        watch().lookAgain();
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void it_is_known_since_when_the_folder_is_in_force_and_when_it_is_not() {
        clock.advance(Duration.ofMinutes(1));
        next = List.of("rules/a.yml:3: no expression");
        assertThat(watch().reload()).isEqualTo(next);
        assertThat(watch().state()).isEqualTo(new FileWatch.State(START, next, START.plusSeconds(60)));

        next = List.of();
        watch().reload();
        assertThat(watch().state().problems()).isEmpty();
        assertThat(watch().state().since()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void a_failure_does_not_end_the_looking() throws IOException {
        next = null;
        Files.writeString(folder.resolve("rules/a.yml"), "longer");
        watch().lookAgain();
        next = List.of();
        Files.writeString(folder.resolve("rules/a.yml"), "longer still");
        watch().lookAgain();
        assertThat(reloads).isEqualTo(2);
        assertThat(watch().state().problems()).isEmpty();
    }

    @Test
    void files_that_it_includes_are_looked_at_with_it_as_long_as_it_includes_them() throws IOException {
        Path main = Files.writeString(folder.resolve("main.yml"), "main");
        Path one = Files.writeString(folder.resolve("one.yml"), "one");
        Path two = folder.resolve("two.yml");
        List<Path> included = new ArrayList<>(List.of(one));
        AtomicInteger reads = new AtomicInteger();
        try (FileWatch including = new FileWatch(
                main,
                () -> included,
                () -> {
                    reads.incrementAndGet();
                    return List.of();
                },
                clock)) {
            including.lookAgain();
            assertThat(reads).hasValue(0);

            Files.writeString(one, "one, longer");
            including.lookAgain();
            including.lookAgain();
            assertThat(reads).as("one has changed").hasValue(1);

            Files.writeString(two, "two");
            included.add(two);
            including.lookAgain();
            including.lookAgain();
            assertThat(reads).as("there is another").hasValue(2);

            Files.delete(one);
            including.lookAgain();
            including.lookAgain();
            assertThat(reads).as("one is gone").hasValue(3);

            included.remove(one);
            including.lookAgain();
            Files.writeString(one, "nobody's");
            including.lookAgain();
            assertThat(reads).as("it is included no more").hasValue(4);
        }
    }
}
