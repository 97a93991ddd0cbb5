package dev.nightjar.alerting.rules;

import java.time.Instant;
import java.util.List;

/** Where a group's evaluation ends: whoever takes the steps writes them to the log, all or none. */
public interface RuleOutcomes {
    /** The alerting rules' steps of one group at one slot, in file order. Throws when they are not durable. */
    void commit(List<RuleStep> steps, Instant at);
}
