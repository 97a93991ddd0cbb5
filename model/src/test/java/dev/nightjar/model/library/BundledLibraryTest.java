package dev.nightjar.model.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private void write(Path folder) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        Files.writeString(folder.resolve("library.so"), "code of a machine");
        folders.add(folder);
    }
}
