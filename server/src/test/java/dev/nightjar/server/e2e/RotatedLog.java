package dev.nightjar.server.e2e;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.GZIPOutputStream;

/**
 * A log file as a service writes it and logrotate rotates it ({@code delaycompress}): numbered lines with milliseconds,
 * and between them lines that say nothing but the second, so that several in a row are equal.
 */
final class RotatedLog {
    /** Rotated files kept; far more than are rotated during the longest outage. */
    private static final int KEPT = 40;

    private final Path file;
    private final String name;
    private long numbered;
    private long ticks;
    private int rotations;

    RotatedLog(Path folder, String name) {
        this.file = folder.resolve(name + ".log");
        this.name = name;
    }

    String name() {
        return name;
    }

    static String tick() {
        return "INFO tick";
    }

    static String text(String name, long number) {
        return "INFO soak " + name + " line " + number + " of an order that took " + number * 37 % 991 + " ms";
    }

    synchronized void write(int lines, Instant now) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(now.truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(text(name, numbered++))
                    .append('\n');
            text.append(now.truncatedTo(ChronoUnit.SECONDS))
                    .append(' ')
                    .append(tick())
                    .append('\n');
            ticks++;
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Lines with numbers: 0 and on. */
    synchronized long numbered() {
        return numbered;
    }

    synchronized long ticks() {
        return ticks;
    }

    synchronized int rotations() {
        return rotations;
    }

    /** {@code .2.gz} becomes {@code .3.gz} and so on, {@code .1} is compressed, the file itself becomes {@code .1}. */
    synchronized void rotate() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Files.deleteIfExists(rotated(KEPT, ".gz"));
        for (int i = KEPT - 1; i >= 2; i--) {
            if (Files.exists(rotated(i, ".gz"))) {
                Files.move(rotated(i, ".gz"), rotated(i + 1, ".gz"));
            }
        }
        Path before = rotated(1, "");
        if (Files.exists(before)) {
            Path compressed = rotated(2, ".gz");
            try (OutputStream out = new GZIPOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(compressed, StandardOpenOption.CREATE_NEW)))) {
                Files.copy(before, out);
            }
            Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(before)); // as gzip does
            Files.delete(before);
        }
        Files.move(file, before);
        rotations++;
    }

    private Path rotated(int number, String suffix) {
        return file.resolveSibling(name + ".log." + number + suffix);
    }
}
