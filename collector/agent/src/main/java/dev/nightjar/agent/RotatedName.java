package dev.nightjar.agent;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What log rotation calls the files it leaves behind. */
final class RotatedName {
    /** {@code app.log.1}, {@code app.log-20261121}, {@code app.log.2.gz}. */
    private static final Pattern LEFT_BEHIND =
            Pattern.compile("\\..*|.*~|.*\\.(?:gz|bz2|xz|zst|zip|swp|tmp)|.*\\.\\d+|.*-\\d{8}(?:-\\d+)?");

    /** As logrotate's {@code dateext} with {@code extension} names it, which may be the name of a tailed file as well. */
    private static final Pattern DATED = Pattern.compile("-\\d{8}(?:-\\d+)?");

    private RotatedName() {}

    /** Whether nobody who tails a folder wants it for itself. */
    static boolean isLeftBehind(Path file) {
        return LEFT_BEHIND.matcher(name(file)).matches();
    }

    /** Whether {@code file} may be what rotation made of {@code original}: {@code app.log.1.gz} of {@code app.log}. */
    static boolean isOf(Path file, Path original) {
        String name = name(file);
        String base = name(original);
        int dot = base.lastIndexOf('.');
        String stem = dot > 0 ? base.substring(0, dot) : base;
        if (name.equals(base)) {
            return false;
        }
        String extension = base.substring(stem.length());
        boolean dated = name.length() > base.length()
                && name.startsWith(stem)
                && name.endsWith(extension)
                && DATED.matcher(name.substring(stem.length(), name.length() - extension.length()))
                        .matches();
        return dated
                || (isLeftBehind(file)
                        && (name.startsWith(base) || name.startsWith(stem + "-") || name.startsWith(stem + ".")));
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
