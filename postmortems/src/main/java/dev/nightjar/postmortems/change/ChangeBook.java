package dev.nightjar.postmortems.change;

import dev.nightjar.model.event.BudgetEvent.GateOverridden;
import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.model.event.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All changes, by time, and when somebody overrode the deploy gate. Not thread-safe. */
public final class ChangeBook {
    /** The kind of what changed nothing itself: somebody let changes through the deploy gate. */
    public static final String GATE_OVERRIDE = "gate-override";

    private static final Comparator<Recorded> BY_TIME =
            Comparator.comparing((Recorded each) -> each.change().at()).thenComparingLong(Recorded::offset);

    private final NavigableSet<Recorded> changes = new TreeSet<>(BY_TIME);
    private final Set<String> ids = new HashSet<>();

    /** A change and its place in the event log. */
    public record Recorded(ChangeRecorded change, long offset) {}

    public void apply(StoredEvent stored) {
        if (stored.event() instanceof ChangeRecorded change && ids.add(change.changeId())) {
            changes.add(new Recorded(change, stored.offset()));
        } else if (stored.event() instanceof GateOverridden over) {
            changes.add(new Recorded(change(over), stored.offset()));
        }
    }

    private static ChangeRecorded change(GateOverridden over) {
        return new ChangeRecorded(
                over.at(),
                over.overrideId(),
                over.service(),
                "",
                GATE_OVERRIDE,
                "changes let through until " + over.until() + ": " + over.reason(),
                over.by(),
                Map.of());
    }

    public boolean knows(String changeId) {
        return ids.contains(changeId);
    }

    /**
     * What changed from {@code from} (inside) until {@code until} (outside; null: no end), oldest first. An empty
     * service asks for all; a change without a service concerns every service.
     */
    public List<Recorded> of(String service, Instant from, @Nullable Instant until) {
        List<Recorded> found = new ArrayList<>();
        for (Recorded each : changes) {
            ChangeRecorded change = each.change();
            boolean concerns = service.isEmpty()
                    || change.service().isEmpty()
                    || change.service().equals(service);
            boolean inside =
                    !change.at().isBefore(from) && (until == null || change.at().isBefore(until));
            if (concerns && inside) {
                found.add(each);
            }
        }
        return found;
    }
}
