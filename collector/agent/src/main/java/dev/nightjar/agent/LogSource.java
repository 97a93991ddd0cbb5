package dev.nightjar.agent;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.Pattern;

/** One folder and which of its files are tailed. */
record LogSource(Path folder, PathMatcher wanted) {
    /** What log rotation leaves behind: {@code app.log.1}, {@code app.log-20261121}, {@code app.log.2.gz}. */
    private static final Pattern LEFT_BEHIND =
            Pattern.compile("\\..*|.*~|.*\\.(?:gz|bz2|xz|zst|zip|swp|tmp)|.*\\.\\d+|.*-\\d{8}(?:-\\d+)?");

    /** A folder, or a folder and a pattern for the names in it. */
    static LogSource parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a log folder or pattern must not be empty");
        }
        int slash = text.lastIndexOf('/');
        String last = text.substring(slash + 1);
        boolean pattern = last.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        String folder = pattern ? text.substring(0, Math.max(0, slash)) : text;
        if (folder.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "log pattern \"" + text
                            + "\" has a wildcard in its folder; not supported yet: wildcards elsewhere than in the file's name");
        }
        Path in = Path.of(pattern && slash == 0 ? "/" : folder).toAbsolutePath().normalize();
        return pattern
                ? new LogSource(in, FileSystems.getDefault().getPathMatcher("glob:" + last))
                : new LogSource(
                        in, name -> !LEFT_BEHIND.matcher(name.toString()).matches());
    }

    boolean wants(Path file) {
        return wanted.matches(file.getFileName());
    }
}
