package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /** How the file is to be read that {@code checkpoint} is of. */
    LogFiles asOf(Checkpoint checkpoint) {
        for (LogSource source : sources) {
            if (source.means(Path.of(checkpoint.path()))) {
                return source.files();
            }
        }
        return LogFiles.of(checkpoint.path()); // not tailed any more; what was begun is finished
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
