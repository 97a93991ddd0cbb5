package dev.nightjar.model.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledLibraryTest {
    private final List<Path> folders = new ArrayList<>();

    @Test
    void a_library_is_on_the_disk_while_it_is_loaded_and_gone_then() {
        BundledLibrary.load("some", this::write);
        BundledLibrary.load("some", this::write);

        assertThat(folders).as("loaded once").hasSize(1).noneMatch(Files::exists);
    }

    @Test
    void nothing_stays_where_it_cannot_be_loaded_and_it_is_tried_again() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> BundledLibrary.load("of another machine", folder -> {
                        write(folder);
                        throw new UnsatisfiedLinkError("wrong machine");
                    }))
                    .isInstanceOf(UnsatisfiedLinkError.class);
            assertThat(folders).hasSize(attempt).noneMatch(Files::exists);
        }
    }

    @Test
    void a_full_disk_is_told_with_what_to_do() {
        assertThatThrownBy(() -> BundledLibrary.load("large", folder -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("large cannot be written to ")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("-Djava.io.tmpdir");
    }

    @Test
    void a_loader_that_is_told_where_by_a_property_finds_it_there_and_nobody_later() {
        String property = "nightjar.testing.folder";
        BundledLibrary.loadBy(property, "by property", () -> folders.add(Path.of(System.getProperty(property, ""))));

        assertThat(folders).singleElement().satisfies(folder -> {
            assertThat(folder.getFileName().toString()).startsWith("nightjar-library-");
            assertThat(folder).doesNotExist();
        });
        assertThat(System.getProperty(property)).isNull();
    }

    @Test
    void what_a_killed_process_left_goes_when_another_loads() throws IOException {
        Path left = Files.createTempDirectory("nightjar-library-");
        Path loading = Files.createTempDirectory("nightjar-library-");
        Files.writeString(left.resolve("library.so"), "half of it");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        try {
            BundledLibrary.load("after a kill", this::write);
            assertThat(left).doesNotExist();
            assertThat(loading).as("of one that may be loading").exists();
        } finally {
            Files.delete(loading);
        }
    }

    private void write(Path folder) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        Files.writeString(folder.resolve("library.so"), "code of a machine");
        folders.add(folder);
    }
}
