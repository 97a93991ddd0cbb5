package dev.nightjar.logindex;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.SyncPace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What operators ask of the store, handed on to who does it. */
final class StoreAdmin implements LogAdmin {
    /** Takes a deletion on. */
    interface Acceptance {
        Deletion accept(String query, NanoRange range, LineCondition condition) throws IOException;
    }

    private final Path folder;
    private final HeadSigning heads;
    private final Deletions deletions;
    private final Retention retention;
    private final Upkeep upkeep;
    private final Acceptance acceptance;
    private final InstantSource clock;
    private final Damages damages;
    private final SyncPace pace;

    StoreAdmin(
            Path folder,
            HeadSigning heads,
            Deletions deletions,
            Retention retention,
            Upkeep upkeep,
            Acceptance acceptance,
            InstantSource clock,
            Damages damages,
            SyncPace pace) {
        this.folder = folder;
        this.heads = heads;
        this.deletions = deletions;
        this.retention = retention;
        this.upkeep = upkeep;
        this.acceptance = acceptance;
        this.clock = clock;
        this.damages = damages;
        this.pace = pace;
    }

    @Override
    public List<DamageReport> damage() {
        return damages.list();
    }

    @Override
    public Optional<String> slowDisk() {
        return pace.complaint();
    }

    @Override
    public LogDeletion delete(String query, NanoRange range) {
        if (range.startNanos() == range.endNanos()) {
            throw new IllegalArgumentException("the range from " + range.startNanos() + " ns to " + range.endNanos()
                    + " ns is empty: its end must be later than its start");
        }
        LineCondition condition = deletions.read(query);
        try {
            return acceptance.accept(query, range, condition).status();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing was deleted, the disk refuses to write: " + e.getMessage(), e);
        }
    }

    @Override
    public List<LogDeletion> deletions() {
        return deletions.status();
    }

    @Override
    public boolean cancel(String id) {
        try {
            return deletions.cancel(id, clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException("the disk refuses to write: " + e.getMessage(), e);
        }
    }

    @Override
    public List<RetentionStatus> retention() {
        return retention.status();
    }

    @Override
    public LogVerification verify(List<Matcher> matchers, NanoRange range) {
        try {
            return upkeep.verify(new StoreAudit(folder, heads.keyFile(), matchers, range));
        } catch (IOException e) {
            throw new UncheckedIOException("what is stored could not be read: " + e.getMessage(), e);
        }
    }
}
