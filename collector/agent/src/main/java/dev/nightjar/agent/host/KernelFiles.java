package dev.nightjar.agent.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads small files of {@code /proc} and {@code /sys}, many of which a kernel may or may not have. */
final class KernelFiles {
    private KernelFiles() {}

    /**
     * Without the blanks around it. Asks for all in one go: some files of the kernel answer the first read only, and
     * the JDK's way of reading files whose size is shown as 0 begins with a read of one byte.
     */
    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[4096];
            int length = 0;
            for (int read = in.read(bytes); read > 0; read = in.read(bytes, length, bytes.length - length)) {
                length += read;
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).strip();
        }
    }

    /** Empty where there is no such file or the kernel does not answer (EINVAL). */
    static Optional<String> text(Path file) {
        try {
            return Optional.of(read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Decimal, or hexadecimal after {@code 0x}; empty where there is no number. */
    static OptionalDouble number(Path file) {
        Optional<String> text = text(file);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            String digits = text.get();
            return OptionalDouble.of(
                    digits.startsWith("0x")
                            ? (double) Long.parseLong(digits.substring(2), 16)
                            : Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Lines of a file that need not be there. */
    static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** What lies in a folder, by name; nothing where there is no such folder. */
    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return entries;
        }
        Collections.sort(entries);
        return entries;
    }

    static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
