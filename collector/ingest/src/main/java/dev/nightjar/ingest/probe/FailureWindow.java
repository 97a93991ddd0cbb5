package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.ProbePlan;
import dev.nightjar.model.probe.ProbeStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Whether so many of the last runs failed. It says so only when that is sure whatever the runs went that it does not
 * know: after a start a probe that was failing stays what it was said to be last, until that is known again. Not
 * thread-safe.
 */
final class FailureWindow {
    private final ProbePlan.Share share;
    private final Deque<Boolean> runs = new ArrayDeque<>();

    FailureWindow(ProbePlan.Share share) {
        this.share = share;
    }

    ProbePlan.Share share() {
        return share;
    }

    void add(boolean success) {
        runs.addLast(success);
        if (runs.size() > share.runs()) {
            runs.removeFirst();
        }
    }

    ProbeStatus.State state() {
        int failed = (int) runs.stream().filter(success -> !success).count();
        int unknown = share.runs() - runs.size();
        if (failed >= share.of()) {
            return ProbeStatus.State.FAILING;
        }
        return failed + unknown < share.of() ? ProbeStatus.State.PASSING : ProbeStatus.State.UNKNOWN;
    }

    /** Oldest first. */
    List<Boolean> runs() {
        return List.copyOf(runs);
    }
}
