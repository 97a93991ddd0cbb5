package dev.nightjar.ingest.scrapeconfig;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Further files of jobs, as {@code scrape_config_files} names them: patterns, in which {@code *}, {@code ?} and {@code
 * [a-z]} stand for parts of one name. Which files there are is looked up each time it is asked.
 *
 * @param folder that patterns without a leading slash start at
 */
public record IncludedFiles(Path folder, List<String> patterns) {
    static final IncludedFiles NONE = new IncludedFiles(Path.of(""), List.of());

    public IncludedFiles {
        patterns = List.copyOf(patterns);
    }

    /** In order of their names, each once. */
    public List<Path> find() throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        for (String pattern : patterns) {
            Path root = pattern.startsWith("/") ? Path.of("/") : folder.toAbsolutePath();
            Collection<Path> reached = List.of(root);
            for (String part : pattern.split("/+", -1)) {
                reached = part.isEmpty() || part.equals(".") ? reached : below(reached, part);
            }
            reached.stream().filter(Files::isRegularFile).map(Path::normalize).forEach(found::add);
        }
        return List.copyOf(found);
    }

    private static Collection<Path> below(Collection<Path> folders, String part) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path each : folders) {
            if (part.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
                found.add(each.resolve(part));
            } else {
                matching(each, part, found);
            }
        }
        return found;
    }

    private static void matching(Path folder, String part, List<Path> found) throws IOException {
        // braces mean themselves, and ^ negates, as Prometheus has it
        String pattern =
                part.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!").replace("**", "*");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (matcher.matches(entry.getFileName())) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // nothing there matches, which is no mistake
        }
    }
}
