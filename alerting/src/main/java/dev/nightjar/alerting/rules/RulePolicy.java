package dev.nightjar.alerting.rules;

/** What a rule makes of having no data, and of an evaluation that fails. */
public record RulePolicy(NoData noData, OnError onError) {
    /** Nothing there, nothing wrong; a failure leaves all as it is, and is told. */
    public static final RulePolicy USUAL = new RulePolicy(NoData.OK, OnError.ALERT);

    /** When nothing that the expression looks at has data. */
    public enum NoData {
        /** As Prometheus: what is not there is over. */
        OK,
        /** What was active stays as it was. */
        KEEP,
        /** An alert of the rule with the label {@code no_data="true"}, after the rule's {@code for}; what was active stays. */
        ALERT
    }

    /** When the expression cannot be evaluated. What was active stays in any case. */
    public enum OnError {
        /** The alert {@code RuleFailing} as a ticket. */
        ALERT,
        /** The alert {@code RuleFailing} as a page. */
        PAGE,
        /** Nothing but the rule's health in the interface. */
        IGNORE
    }
}
