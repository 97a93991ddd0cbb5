package dev.nightjar.logindex.pattern;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All patterns of all services, on the disk, too: which lines are new is known after a restart, and after the lines
 * themselves are gone. Thread-safe.
 *
 * <p>What was not synced before a crash comes back with the write-ahead log: its lines are seen again then.
 */
public final class PatternBook implements AutoCloseable {
    /** More would be a sign that something that varies was taken for a service's name. */
    static final int MOST_SERVICES = 5_000;

    /** A file that is smaller is not worth rewriting. */
    private static final long SMALL_BYTES = 1 << 20;

    private final PatternFile file;
    private final boolean wasEmpty;
    private final Map<String, ServicePatterns> services = new HashMap<>();
    private final List<ServicePatterns> servicesById = new ArrayList<>();
    /** Of those that are neither taken up nor forgotten. */
    private final Map<Integer, Pattern> patterns = new HashMap<>();

    private final PatternGroup.Changes changes = new PatternGroup.Changes() {
        @Override
        public void widened(Pattern pattern) {
            file.append(new PatternRecord.Widened(pattern.id(), pattern.words()));
        }

        @Override
        public void tookUp(Pattern pattern, Pattern other) {
            patterns.remove(other.id());
            file.append(new PatternRecord.TookUp(pattern.id(), other.id()));
        }
    };

    private int nextId;

    private PatternBook(Path path) throws IOException {
        this.file = PatternFile.open(path, this::restore);
        this.wasEmpty = file.isEmpty();
        for (Pattern pattern : patterns.values()) {
            pattern.service().restore(pattern);
        }
    }

    /** Opens the book at {@code file}, made if there is none. What of it is damaged is left out. */
    public static PatternBook open(Path file) throws IOException {
        PatternBook book = new PatternBook(file);
        if (book.file.length() > SMALL_BYTES && book.file.length() > 2 * book.liveBytes()) {
            book.file.rewrite(book::appendAll);
        }
        return book;
    }

    /** Whether nothing was known when it was opened. */
    public boolean wasEmpty() {
        return wasEmpty;
    }

    private void restore(PatternRecord record) {
        switch (record) {
            case PatternRecord.Service(int id, String name) -> {
                if (id == servicesById.size()) {
                    enter(new ServicePatterns(id, name));
                }
            }
            case PatternRecord.Known(int service, long sinceNanos) -> {
                if (service >= 0 && service < servicesById.size()) {
                    servicesById.get(service).see(sinceNanos);
                }
            }
            case PatternRecord.Created(int id, int service, String frame, List<String> words) -> {
                if (service >= 0 && service < servicesById.size()) {
                    patterns.put(id, new Pattern(id, servicesById.get(service), new RowText(frame, words)));
                    nextId = Math.max(nextId, id + 1);
                }
            }
            case PatternRecord.Widened(int id, List<String> words) -> {
                Pattern pattern = patterns.get(id);
                if (pattern != null && pattern.words().size() == words.size()) {
                    pattern.widen(words);
                }
            }
            case PatternRecord.TookUp(int id, int other) -> {
                Pattern pattern = patterns.get(id);
                Pattern gone = patterns.remove(other);
                if (pattern != null && gone != null) {
                    gone.giveWayTo(pattern);
                }
            }
            case PatternRecord.Seen(int id, String version, long sinceNanos) -> {
                Pattern pattern = patterns.get(id);
                if (pattern != null) {
                    pattern.see(version, sinceNanos);
                    pattern.service().see(sinceNanos);
                }
            }
            case PatternRecord.Forgotten(int id) -> patterns.remove(id);
        }
    }

    private void enter(ServicePatterns service) {
        servicesById.add(service);
        services.put(service.name(), service);
    }

    private long liveBytes() {
        long bytes = 0;
        for (Pattern pattern : patterns.values()) {
            bytes += 64 + pattern.frame().length() + 32L * pattern.versions().size();
            for (String word : pattern.words()) {
                bytes += 4 + word.length();
            }
        }
        return bytes;
    }

    private void appendAll() {
        for (ServicePatterns service : servicesById) {
            file.append(new PatternRecord.Service(service.id(), service.name()));
            file.append(new PatternRecord.Known(service.id(), service.knownSinceNanos()));
            for (Pattern pattern : service.all()) {
                file.append(new PatternRecord.Created(pattern.id(), service.id(), pattern.frame(), pattern.words()));
                pattern.versions()
                        .forEach((version, since) -> file.append(new PatternRecord.Seen(pattern.id(), version, since)));
            }
        }
    }

    /**
     * The pattern of rows of a template, a new one where none fits; null where the row says nothing, or there are more
     * services than are kept apart.
     *
     * @param key literal bytes, and a zero byte and a kind for each slot
     * @param moreRows whether the line goes on behind its first row
     */
    public synchronized @Nullable Pattern of(String service, byte[] key, int length, boolean moreRows) {
        RowText row = RowText.of(key, length, moreRows);
        if (row.words().isEmpty() && row.frame().isBlank()) {
            return null;
        }
        ServicePatterns known = services.get(service);
        if (known == null) {
            if (services.size() >= MOST_SERVICES) {
                return null;
            }
            known = new ServicePatterns(servicesById.size(), service);
            enter(known);
            file.append(new PatternRecord.Service(known.id(), service));
        }
        for (Pattern old : known.tooMany()) {
            known.remove(old);
            patterns.remove(old.id());
            old.forget();
            file.append(new PatternRecord.Forgotten(old.id()));
        }
        ServicePatterns of = known;
        return known.of(row, unknown -> create(of, unknown), changes).present();
    }

    private Pattern create(ServicePatterns service, RowText row) {
        Pattern pattern = new Pattern(nextId++, service, row);
        patterns.put(pattern.id(), pattern);
        file.append(new PatternRecord.Created(pattern.id(), service.id(), row.frame(), row.words()));
        return pattern;
    }

    /** A line of the pattern was seen. */
    public synchronized void seen(Pattern pattern, String version, long timeNanos) {
        Pattern present = pattern.present();
        present.service().see(timeNanos);
        if (present.see(version, timeNanos) && !present.isForgotten()) {
            file.append(new PatternRecord.Seen(present.id(), version, timeNanos));
        }
    }

    /** How many patterns there are. */
    public synchronized int size() {
        return patterns.size();
    }

    public synchronized void sync() throws IOException {
        file.sync();
    }

    @Override
    public synchronized void close() throws IOException {
        try (file) {
            file.sync();
        }
    }
}
