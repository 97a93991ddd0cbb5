package dev.nightjar.agent;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link Progress} as lines of text, of this version and of those before. */
final class CheckpointText {
    private static final String HEADER = "nightjar-checkpoints 3\n";

    /** Without places, times of making and folders; the file's own time said until when files were known. */
    private static final String SECOND_HEADER = "nightjar-checkpoints 2\n";

    /** Before compressed files were read: without origin, tail and end. */
    private static final String FIRST_HEADER = "nightjar-checkpoints 1\n";

    private static final String FOLDER = "folder";

    private CheckpointText() {}

    static String of(Progress progress) {
        StringBuilder text = new StringBuilder(HEADER);
        progress.seenUntil()
                .forEach((folder, until) -> text.append(FOLDER)
                        .append('\t')
                        .append(escaped(folder.toString()))
                        .append('\t')
                        .append(until.to(TimeUnit.NANOSECONDS))
                        .append('\n'));
        for (Checkpoint each : progress.files()) {
            text.append(escaped(each.key()))
                    .append('\t')
                    .append(each.origin().equals(each.key()) ? "" : escaped(each.origin()))
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
                number(each.state()),
                each.place(),
                each.made()
            };
            for (long number : numbers) {
                text.append('\t').append(number);
            }
            text.append('\n');
        }
        return text.toString();
    }

    static boolean isKnown(String text) {
        return text.startsWith(HEADER) || text.startsWith(SECOND_HEADER) || text.startsWith(FIRST_HEADER);
    }

    /** @param written when */
    static Progress parse(String text, FileTime written) {
        boolean first = text.startsWith(FIRST_HEADER);
        boolean second = text.startsWith(SECOND_HEADER);
        List<Checkpoint> files = new ArrayList<>();
        Map<Path, FileTime> seenUntil = new HashMap<>();
        for (String line : text.substring(HEADER.length()).lines().toList()) {
            String[] field = line.split("\t", -1);
            if (field[0].equals(FOLDER)) {
                seenUntil.put(
                        Path.of(unescaped(field[1])), FileTime.from(Long.parseLong(field[2]), TimeUnit.NANOSECONDS));
            } else {
                files.add(first ? ofFirst(field) : of(field, second));
            }
        }
        if (first || second) {
            for (Checkpoint each : files) {
                Path folder = Path.of(each.path()).toAbsolutePath().getParent();
                if (folder != null) {
                    seenUntil.put(folder, written);
                }
            }
        }
        return new Progress(files, seenUntil);
    }

    private static Checkpoint of(String[] field, boolean second) {
        String key = unescaped(field[0]);
        return new Checkpoint(
                key,
                field[1].isEmpty() ? key : unescaped(field[1]),
                unescaped(field[2]),
                Long.parseLong(field[3]),
                new Checkpoint.Sum(Integer.parseInt(field[4]), Integer.parseInt(field[5])),
                new Checkpoint.Sum(Integer.parseInt(field[6]), Integer.parseInt(field[7])),
                Long.parseLong(field[8]),
                Long.parseLong(field[9]),
                Long.parseLong(field[10]),
                state(field[11]),
                second ? 0 : Long.parseLong(field[12]),
                second ? Checkpoint.UNKNOWN : Long.parseLong(field[13]));
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
                Checkpoint.State.OPEN,
                0,
                Checkpoint.UNKNOWN);
    }

    private static long number(Checkpoint.State state) {
        return switch (state) {
            case OPEN -> 0;
            case SHIPPED -> 1;
            case AWAY -> 2;
            case COMPRESSED -> 3;
        };
    }

    private static Checkpoint.State state(String number) {
        return switch (number) {
            case "0" -> Checkpoint.State.OPEN;
            case "1" -> Checkpoint.State.SHIPPED;
            case "2" -> Checkpoint.State.AWAY;
            case "3" -> Checkpoint.State.COMPRESSED;
            default -> throw new IllegalArgumentException("no state of a file: " + number);
        };
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
