package dev.nightjar.agent;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/** Keeps the checkpoints of all tailed files in one file, replaced as a whole; layout in {@code docs/formats/agent-checkpoints.md}. */
final class CheckpointFile {
    private static final String HEADER = "nightjar-checkpoints 2";

    /** Written by 0.1 before compressed files were read: eight fields a line, without origin, tail and end. */
    private static final String FIRST_HEADER = "nightjar-checkpoints 1";

    private final Path file;
    private final Path next;

    CheckpointFile(Path folder) {
        this.file = folder.resolve("log-checkpoints");
        this.next = folder.resolve("log-checkpoints.next");
    }

    /**
     * Replaces what was saved before; on return it survives power failure.
     *
     * @param seenUntil what is written later than this may not be among {@code checkpoints}
     */
    void save(Collection<Checkpoint> checkpoints, FileTime seenUntil) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Checkpoint each : checkpoints) {
            text.append(escaped(each.key()))
                    .append('\t')
                    .append(escaped(each.origin()))
                    .append('\t')
                    .append(escaped(each.path()));
            long[] numbers = {
                each.generation(),
                each.head().length(),
                each.head().crc(),
                each.tail().length(),
                each.tail().crc(),
                each.acknowledged(),
                each.intended(),
                each.intendedNanos(),
                each.ended() ? 1 : 0
            };
            for (long number : numbers) {
                text.append('\t').append(number);
            }
            text.append('\n');
        }
        String sum = sum(text);
        text.append("crc ").append(sum).append('\n');
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            if (seenUntil.compareTo(Files.getLastModifiedTime(next)) < 0) { // else a file claims a time to come
                Files.setLastModifiedTime(next, seenUntil);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was saved last; empty where nothing was. Throws where the file is damaged. */
    List<Checkpoint> load() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        int crcLine = text.lastIndexOf("crc ");
        boolean first = text.startsWith(FIRST_HEADER + "\n");
        if (!(first || text.startsWith(HEADER + "\n"))
                || crcLine < 0
                || !text.substring(crcLine).equals("crc " + sum(text.substring(0, crcLine)) + "\n")) {
            throw new IOException(file + " is damaged (checksum); move it away to start over: lines still in the log"
                    + " files will then be sent a second time");
        }
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (String line : text.substring(HEADER.length() + 1, crcLine).lines().toList()) {
            String[] field = line.split("\t", -1);
            checkpoints.add(first ? ofFirst(field) : of(field));
        }
        return checkpoints;
    }

    private static Checkpoint of(String[] field) {
        return new Checkpoint(
                unescaped(field[0]),
                unescaped(field[1]),
                unescaped(field[2]),
                Long.parseLong(field[3]),
                new Checkpoint.Sum(Integer.parseInt(field[4]), Integer.parseInt(field[5])),
                new Checkpoint.Sum(Integer.parseInt(field[6]), Integer.parseInt(field[7])),
                Long.parseLong(field[8]),
                Long.parseLong(field[9]),
                Long.parseLong(field[10]),
                field[11].equals("1"));
    }

    private static Checkpoint ofFirst(String[] field) {
        return new Checkpoint(
                unescaped(field[0]),
                unescaped(field[0]),
                unescaped(field[1]),
                Long.parseLong(field[2]),
                new Checkpoint.Sum(Integer.parseInt(field[3]), Integer.parseInt(field[4])),
                Checkpoint.Sum.NONE,
                Long.parseLong(field[5]),
                Long.parseLong(field[6]),
                Long.parseLong(field[7]),
                false);
    }

    /** What {@link #save} was told, kept as the file's own time; 1970 where nothing was saved. */
    FileTime seenUntil() throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
    }

    private static String sum(CharSequence text) {
        CRC32C crc = new CRC32C();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
