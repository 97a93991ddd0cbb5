package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    private static String rights(Path of) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }

    @Test
    void one_that_is_made_is_not_for_everybody_of_the_machine() throws Exception {
        Path data = folder.resolve("var/data");
        try (DataDirectory _ = DataDirectory.take(data)) {
            assertThat(rights(data)).startsWith("rwx").endsWith("---");
        }
    }

    @Test
    void one_that_is_there_stays_as_it_is_also_behind_a_link() throws Exception {
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxrwxr-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), there);
        try (DataDirectory _ = DataDirectory.take(link)) {
            assertThat(rights(there)).isEqualTo("rwxrwxr-x");
        }
    }

    @Test
    void a_file_is_none() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.take(file))
                .hasMessage("the data directory " + file + " is a file; choose another with --data DIR");
    }
}
