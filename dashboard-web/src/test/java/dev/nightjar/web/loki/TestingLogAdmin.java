package dev.nightjar.web.loki;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.RetentionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes deletions on and never carries them out; refuses queries that are no selector. Thread-safe. */
public final class TestingLogAdmin implements LogAdmin {
    private final List<LogDeletion> deletions = new ArrayList<>();

    @Override
    public synchronized LogDeletion delete(String query, NanoRange range) {
        if (!query.startsWith("{")) {
            throw new IllegalArgumentException("\"" + query + "\" is no selector");
        }
        LogDeletion deletion = new LogDeletion(
                "id" + deletions.size(),
                query,
                range,
                Instant.ofEpochSecond(1_700_000_000),
                LogDeletion.State.ACCEPTED,
                8,
                2,
                3,
                4,
                Optional.empty(),
                "");
        deletions.add(deletion);
        return deletion;
    }

    @Override
    public synchronized List<LogDeletion> deletions() {
        return List.copyOf(deletions);
    }

    @Override
    public synchronized boolean cancel(String id) {
        for (int i = 0; i < deletions.size(); i++) {
            LogDeletion known = deletions.get(i);
            if (known.id().equals(id) && known.state() == LogDeletion.State.ACCEPTED) {
                deletions.set(i, cancelled(known));
                return true;
            }
        }
        return false;
    }

    private static LogDeletion cancelled(LogDeletion known) {
        return new LogDeletion(
                known.id(),
                known.query(),
                known.range(),
                known.accepted(),
                LogDeletion.State.CANCELLED,
                known.blocksToDo(),
                known.blocksDone(),
                known.linesDeleted(),
                known.bytesFreed(),
                Optional.of(known.accepted()),
                "");
    }

    @Override
    public List<RetentionStatus> retention() {
        return List.of(new RetentionStatus("everything else", "30d", Optional.empty(), 7, Optional.empty()));
    }

    @Override
    public List<DamageReport> damage() {
        return List.of(new DamageReport(
                Instant.ofEpochSecond(1_700_000_000),
                "wal/0000000000000001.wal",
                "at offset 7: lines 1 to 3 are lost"));
    }

    @Override
    public Optional<String> slowDisk() {
        return Optional.empty();
    }

    @Override
    public LogVerification verify(List<Matcher> matchers, NanoRange range) {
        return new LogVerification(
                1, matchers.size(), 3, 4, 0, new LogVerification.Unsealed(2, 17, true), List.of(), List.of());
    }
}
