package dev.nightjar.query.promql;

import java.time.Duration;
import java.util.List;

/**
 * One part of a query that was evaluated, and what it took.
 *
 * @param operation what it does, in words: {@code select}, {@code rate()}, {@code sum by (job)}, {@code +}
 * @param text the part of the query
 * @param notes what was done otherwise than one would think
 * @param seriesRead series that this part itself asked of the store
 * @param chunksRead chunks that the store opened for them, 0 where it does not count them
 * @param samplesRead samples in them
 * @param resultSeries series that it handed on
 * @param resultValues values in them
 * @param ownTime without that of {@code inputs}
 */
public record PlanNode(
        String operation,
        String text,
        List<String> notes,
        long seriesRead,
        long chunksRead,
        long samplesRead,
        long resultSeries,
        long resultValues,
        Duration ownTime,
        List<PlanNode> inputs) {
    public PlanNode {
        notes = List.copyOf(notes);
        inputs = List.copyOf(inputs);
    }

    /** The time of this part with all its inputs. */
    public Duration time() {
        Duration total = ownTime;
        for (PlanNode input : inputs) {
            total = total.plus(input.time());
        }
        return total;
    }
}
