package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Finds the files that {@link LogFiles} means, each time it is asked. */
final class LogSource {
    /** Folders within each other that {@code **} goes down. */
    private static final int MOST_DEPTH = 16;

    /** Entries looked at in one go; a pattern that means more is a mistake. */
    private static final int MOST_ENTRIES = 50_000;

    private final LogFiles files;
    private final Path root;
    private final List<String> rest;
    private final List<PathMatcher> matchers;
    private final List<PathMatcher> excludedNames = new ArrayList<>();
    private final List<PathMatcher> excludedPaths = new ArrayList<>();
    private final Map<Path, String> unreadable = new LinkedHashMap<>();
    private final Set<Path> folders = new LinkedHashSet<>();
    private int looked;

    LogSource(LogFiles files) {
        this.files = files;
        List<String> fixed = new ArrayList<>();
        List<String> wild = new ArrayList<>();
        for (String part : files.path().split("/", -1)) {
            if (!wild.isEmpty() || hasWildcard(part)) {
                wild.add(part);
            } else {
                fixed.add(part);
            }
        }
        String prefix = String.join("/", fixed);
        this.root = Path.of(prefix.isEmpty() && files.path().startsWith("/") ? "/" : prefix)
                .toAbsolutePath()
                .normalize();
        this.rest = wild.stream().filter(part -> !part.isEmpty()).toList();
        this.matchers = rest.stream().map(LogSource::glob).toList();
        for (String each : files.exclude()) {
            (each.contains("/") ? excludedPaths : excludedNames).add(glob(each));
        }
    }

    private static boolean hasWildcard(String part) {
        return part.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    /** Throws {@link IllegalArgumentException} where {@code path} or one of {@code exclude} means nothing. */
    static void check(String path, List<String> exclude) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("a log file, folder or pattern must not be empty");
        }
        List<String> patterns = new ArrayList<>(exclude);
        patterns.add(path);
        for (String each : patterns) {
            try {
                glob(each);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "log pattern \"" + each + "\" cannot be read: " + e.getDescription(), e);
            }
        }
    }

    LogFiles files() {
        return files;
    }

    /** Entries of folders it took to find them the last time. */
    int looked() {
        return looked;
    }

    /** Those there are now; throws where there are so many that the pattern must be wrong. */
    List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        looked = 0;
        unreadable.clear();
        folders.clear();
        if (!rest.isEmpty()) {
            walk(root, 0, 0, found);
        } else if (Files.isDirectory(root)) {
            folders.add(root);
            for (Path each : entries(root)) {
                if (!RotatedName.isLeftBehind(each) && Files.isRegularFile(each)) {
                    found.add(each);
                }
            }
        } else {
            Path folder = root.getParent();
            if (folder != null && Files.isDirectory(folder)) {
                folders.add(folder);
            }
            if (Files.isRegularFile(root)) {
                found.add(root);
            }
        }
        if (found.isEmpty()) {
            lookAt(root);
        }
        found.removeIf(this::isExcluded);
        return found;
    }

    /** Those that may hold what is meant, as of the last time. */
    Set<Path> folders() {
        return folders;
    }

    /** What could not be looked into the last time, and why. */
    Map<Path, String> unreadable() {
        return unreadable;
    }

    /** Whether it would be found if it were there. */
    boolean means(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (!path.startsWith(root) || isExcluded(path)) {
            return false;
        }
        Path below = root.relativize(path);
        if (rest.isEmpty()) {
            return path.equals(root) || below.getNameCount() == 1;
        }
        return means(below, 0, 0);
    }

    private boolean means(Path below, int at, int part) {
        if (part == rest.size() || at == below.getNameCount()) {
            return part == rest.size() && at == below.getNameCount();
        }
        if (rest.get(part).equals("**") && part + 1 < rest.size()) {
            return means(below, at, part + 1) || means(below, at + 1, part);
        }
        return matchers.get(part).matches(below.getName(at)) && means(below, at + 1, part + 1);
    }

    private void walk(Path folder, int part, int depth, List<Path> found) throws IOException {
        if (rest.get(part).equals("**") && part + 1 < rest.size()) {
            walk(folder, part + 1, depth, found);
            for (Path each : entries(folder)) {
                if (depth < MOST_DEPTH && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    walk(each, part, depth + 1, found);
                }
            }
            return;
        }
        boolean last = part + 1 == rest.size();
        if (last) {
            folders.add(folder);
        }
        for (Path each : entries(folder)) {
            if (matchers.get(part).matches(each.getFileName())) {
                if (!last && Files.isDirectory(each)) {
                    walk(each, part + 1, depth, found);
                } else if (last && Files.isRegularFile(each)) {
                    found.add(each);
                }
            }
        }
    }

    private List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path each : stream) {
                if (++looked > MOST_ENTRIES) {
                    throw new IOException("log pattern \"" + files.path() + "\" leads to more than " + MOST_ENTRIES
                            + " files and folders; write one that means fewer");
                }
                entries.add(each);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return entries;
        } catch (DirectoryIteratorException e) {
            unreadable.put(folder, String.valueOf(e.getCause()));
        } catch (FileSystemException e) {
            unreadable.put(folder, e.toString());
        }
        return entries;
    }

    /** Nothing is there, or nobody may see it: two things to a person who waits for lines. */
    private void lookAt(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
        } catch (AccessDeniedException e) {
            unreadable.put(path, e.toString());
        } catch (IOException e) {
            return; // not there yet
        }
    }

    private boolean isExcluded(Path file) {
        return excludedNames.stream().anyMatch(each -> each.matches(file.getFileName()))
                || excludedPaths.stream().anyMatch(each -> each.matches(file));
    }
}
