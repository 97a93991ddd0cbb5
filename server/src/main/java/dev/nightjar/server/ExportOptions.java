package dev.nightjar.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an export is of. While it is under way this stands in a file beside it, {@code NAME.options}, so that it is not
 * gone on with as another one.
 */
record ExportOptions(List<String> match, String start, String end) {
    ExportOptions {
        match = match.stream().sorted().toList();
    }

    static ExportOptions of(List<String> match, @Nullable String start, @Nullable String end) {
        return new ExportOptions(match, start == null ? "" : start, end == null ? "" : end);
    }

    /** Writes it down beside {@code out}. */
    void begin(Path out) throws IOException {
        Files.writeString(beside(out), text());
    }

    /** Refuses to go on with an export of something else. */
    void requireBegunWith(Path out) throws IOException, StartException {
        Path beside = beside(out);
        String begun = Files.exists(beside) ? Files.readString(beside) : text();
        if (!begun.equals(text())) {
            throw new StartException(out + " was begun with other options (" + shown(begun) + "), not with "
                    + shown(text()) + "; give those again, or --force to write it anew");
        }
    }

    /** All of it is there. */
    static void end(Path out) throws IOException {
        Files.deleteIfExists(beside(out));
    }

    private static Path beside(Path out) {
        return out.resolveSibling(out.getFileName() + ".options");
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        match.forEach(selector -> text.append("--match ").append(selector).append('\n'));
        if (!start.isEmpty()) {
            text.append("--start ").append(start).append('\n');
        }
        if (!end.isEmpty()) {
            text.append("--end ").append(end).append('\n');
        }
        return text.toString();
    }

    private static String shown(String text) {
        return text.isEmpty() ? "none" : text.strip().replace("\n", " ");
    }
}
