package dev.nightjar.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What log rotation calls the files it leaves behind. */
final class RotatedName {
    /** {@code app.log.1}, {@code app.log-20261121}, {@code app.log.2.gz}. */
    private static final Pattern LEFT_BEHIND =
            Pattern.compile("\\..*|.*~|.*\\.(?:gz|bz2|xz|zst|zip|swp|tmp)|.*\\.\\d+|.*-\\d{8}(?:-\\d+)?");

    /** As logrotate's {@code dateext} with {@code extension} names it, which may be the name of a tailed file as well. */
    private static final Pattern DATED = Pattern.compile("-\\d{8}(?:-\\d+)?");

    private static final Pattern PACKED = Pattern.compile("(.+)\\.(?:gz|bz2|xz|zst|zip|lz4)");

    private static final Pattern NUMBERED = Pattern.compile("(.+)\\.\\d{1,4}");

    private static final Pattern DATED_AT_ITS_END = Pattern.compile("(.+)-\\d{8}(?:-\\d+)?");

    private static final Pattern DATED_BEFORE_EXTENSION = Pattern.compile("(.+)-\\d{8}(?:-\\d+)?(\\.[^.]+)");

    private RotatedName() {}

    /** Whether nobody who tails a folder wants it for itself. */
    static boolean isLeftBehind(Path file) {
        return LEFT_BEHIND.matcher(name(file)).matches();
    }

    /** Whether {@code file} may be what rotation made of any other. */
    static boolean mayBeOfAnother(Path file) {
        return isLeftBehind(file) || DATED_BEFORE_EXTENSION.matcher(name(file)).matches();
    }

    /** Whether {@code file} may be what rotation made of {@code original}: {@code app.log.1.gz} of {@code app.log}. */
    static boolean isOf(Path file, Path original) {
        String name = name(file);
        String base = name(original);
        int dot = base.lastIndexOf('.');
        String stem = dot > 0 ? base.substring(0, dot) : base;
        if (name.equals(base) || !name.startsWith(stem)) {
            return false;
        }
        String extension = base.substring(stem.length());
        boolean dated = name.length() > base.length()
                && name.endsWith(extension)
                && DATED.matcher(name.substring(stem.length(), name.length() - extension.length()))
                        .matches();
        return dated
                || (isLeftBehind(file)
                        && (name.startsWith(base) || name.startsWith(stem + "-") || name.startsWith(stem + ".")));
    }

    /** Whether rotation gives such names, of whatever file; an editor's backup has none. */
    static boolean isRotated(Path file) {
        return PACKED.matcher(name(file)).matches() || original(file).isPresent();
    }

    /** The live file of a numbered or dated one, packed or not; empty where the name does not say that it was rotated. */
    static Optional<Path> original(Path rotated) {
        String name = name(rotated);
        if (name.startsWith(".")) {
            return Optional.empty();
        }
        Matcher packed = PACKED.matcher(name);
        String plain = packed.matches() ? packed.group(1) : name;
        for (Pattern each : List.of(NUMBERED, DATED_AT_ITS_END, DATED_BEFORE_EXTENSION)) {
            Matcher matcher = each.matcher(plain);
            if (matcher.matches()) {
                String live = matcher.group(1) + (matcher.groupCount() > 1 ? matcher.group(2) : "");
                return live.endsWith(".tar") ? Optional.empty() : Optional.of(rotated.resolveSibling(live));
            }
        }
        return Optional.empty();
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
