package dev.nightjar.web.api;

import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.NanoRange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of how log lines are kept, deleted and proven, in the words of {@code ui/src/api/contract}. */
final class LogStoreDocuments {
    record Storage(
            List<StoreDocuments.Retention> retention,
            List<Deletion> deletions,
            List<StoreDocuments.Damage> damage,
            @Nullable String slowDisk) {
        static Storage of(LogAdmin store) {
            return new Storage(
                    store.retention().stream().map(StoreDocuments.Retention::of).toList(),
                    store.deletions().stream().map(Deletion::of).toList(),
                    store.damage().stream().map(StoreDocuments.Damage::of).toList(),
                    store.slowDisk().orElse(null));
        }
    }

    /** {@code startMillis} and {@code endMillis}: null where open. */
    record Deletion(
            String id,
            String query,
            @Nullable Long startMillis,
            @Nullable Long endMillis,
            long acceptedMillis,
            String state,
            long blocksToDo,
            long blocksDone,
            long linesDeleted,
            long bytesFreed,
            @Nullable Long endedMillis,
            String problem) {
        static Deletion of(LogDeletion deletion) {
            return new Deletion(
                    deletion.id(),
                    deletion.query(),
                    millis(deletion.range().startNanos()),
                    millis(deletion.range().endNanos()),
                    deletion.accepted().toEpochMilli(),
                    deletion.state().name().toLowerCase(Locale.ROOT),
                    deletion.blocksToDo(),
                    deletion.blocksDone(),
                    deletion.linesDeleted(),
                    deletion.bytesFreed(),
                    deletion.ended().map(Instant::toEpochMilli).orElse(null),
                    deletion.problem());
        }
    }

    record Verification(
            int days,
            int streams,
            long blocks,
            long lines,
            long removals,
            LogVerification.Unsealed unsealed,
            List<LogVerification.Head> heads,
            List<Fault> faults) {
        static Verification of(LogVerification found) {
            return new Verification(
                    found.days(),
                    found.streams(),
                    found.blocks(),
                    found.lines(),
                    found.removals(),
                    found.unsealed(),
                    found.heads(),
                    found.faults().stream().map(Fault::of).toList());
        }
    }

    record Fault(
            String day,
            Map<String, String> labels,
            String file,
            long offset,
            @Nullable Long startMillis,
            @Nullable Long endMillis,
            String found) {
        static Fault of(LogFault fault) {
            return new Fault(
                    fault.day(),
                    fault.labels().toMap(),
                    fault.file(),
                    fault.offset(),
                    millis(fault.range().startNanos()),
                    millis(fault.range().endNanos()),
                    fault.found());
        }
    }

    private static @Nullable Long millis(long nanos) {
        return nanos == NanoRange.ALL.startNanos() || nanos == NanoRange.ALL.endNanos()
                ? null
                : Math.floorDiv(nanos, 1_000_000L);
    }

    private LogStoreDocuments() {}
}
