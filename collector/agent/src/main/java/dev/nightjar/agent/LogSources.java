package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All that is meant to be tailed. */
final class LogSources {
    private final List<LogSource> sources;
    private final Complaints complaints;

    LogSources(List<LogSource> sources, Complaints complaints) {
        this.sources = List.copyOf(sources);
        this.complaints = complaints;
    }

    List<LogSource> all() {
        return sources;
    }

    /** Entries of folders it took to find them the last time. */
    int looked() {
        return sources.stream().mapToInt(LogSource::looked).sum();
    }

    /** How the file is to be read that was first seen as {@code path}. */
    LogFiles asOf(String path) {
        for (LogSource source : sources) {
            if (source.means(Path.of(path))) {
                return source.files();
            }
        }
        return LogFiles.of(path); // not tailed any more; what was begun is finished
    }

    /** Whether a file of that name would be tailed. */
    boolean mean(Path path) {
        return sources.stream().anyMatch(source -> source.means(path));
    }

    /** Those in which files are looked for, as of the last time. */
    Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        sources.forEach(source -> folders.addAll(source.folders()));
        return folders;
    }

    /**
     * What {@code source} leads to now. One that leads nowhere must not keep the lines of the others.
     *
     * @param hidden told which files nobody may look for right now, though they may be there
     */
    List<Path> find(LogSource source, Consumer<Predicate<Path>> hidden) {
        Path of = Path.of(source.files().path());
        try {
            List<Path> found = source.find();
            source.unreadable().forEach((folder, why) -> {
                complaints.of(folder, why);
                hidden.accept(file -> file.startsWith(folder));
            });
            if (source.unreadable().isEmpty()) {
                complaints.over(of);
            }
            return found;
        } catch (IOException e) {
            complaints.of(of, e.toString());
            hidden.accept(source::means);
            return List.of();
        }
    }
}
