package dev.nightjar.web.api;

import dev.nightjar.alerting.slo.BudgetCorrection;
import dev.nightjar.alerting.slo.BudgetExemption;
import dev.nightjar.alerting.slo.BudgetLedger;
import dev.nightjar.alerting.slo.BudgetPolicy;
import dev.nightjar.alerting.slo.BudgetReport;
import dev.nightjar.alerting.slo.SliceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Documents of error budgets. Times are milliseconds since the epoch, shares from 0 to 1. */
final class BudgetDocuments {
    private BudgetDocuments() {}

    /**
     * @param allowed bad events that the budget is, by the events so far
     * @param states of the slices: a letter each, g, b, or a dash without data
     * @param left what is left of the budget after each slice
     */
    record Budget(
            String slo,
            String window,
            long fromMillis,
            long untilMillis,
            double bad,
            double total,
            double allowed,
            double correctedBad,
            List<Entry> entries,
            List<Correction> corrections,
            List<ClassShare> classes,
            String policyVersion,
            List<Consequence> consequences,
            long slicesFromMillis,
            double sliceSeconds,
            String states,
            List<Double> left) {}

    record Entry(
            String kind,
            String id,
            String title,
            @Nullable String cause,
            @Nullable Exemption exempt,
            long fromMillis,
            long untilMillis,
            double bad,
            double budgetShare,
            boolean struckThrough) {}

    record Exemption(String incidentId, String reason, String requestedBy, String approvedBy, long atMillis) {}

    /** What the outages of one class took of the calendar quarter's budget. */
    record ClassShare(String cause, double quarterShare) {}

    record Correction(
            String correctionId,
            long fromMillis,
            long untilMillis,
            String reason,
            String requestedBy,
            String approvedBy,
            long atMillis,
            @Nullable String withdrawnBy) {}

    record Consequence(String action, String about, String reason) {}

    static Budget of(BudgetReport report) {
        BudgetLedger ledger = report.ledger();
        SliceColumn slices = report.slices();
        return new Budget(
                report.slo().name(),
                report.slo().over().words(),
                ledger.period().from().toEpochMilli(),
                ledger.period().until().toEpochMilli(),
                ledger.bad(),
                ledger.total(),
                report.slo().budget() * ledger.total(),
                ledger.correctedBad(),
                ledger.entries().stream().map(entry -> entry(entry, report)).toList(),
                report.corrections().stream().map(BudgetDocuments::correction).toList(),
                report.classes().entrySet().stream()
                        .map(each -> new ClassShare(each.getKey(), each.getValue()))
                        .toList(),
                report.policyVersion(),
                report.consequences().stream().map(BudgetDocuments::consequence).toList(),
                slices.from().toEpochMilli(),
                slices.length().toMillis() / 1000.0,
                states(report),
                new ArrayList<>(report.burnDown()));
    }

    private static String states(BudgetReport report) {
        StringBuilder states = new StringBuilder(report.slices().size());
        for (int i = 0; i < report.slices().size(); i++) {
            states.append(
                    switch (report.slices().state(i, report.slo().budget())) {
                        case GOOD -> 'g';
                        case BAD -> 'b';
                        case NO_DATA -> '-';
                    });
        }
        return states.toString();
    }

    private static Entry entry(BudgetLedger.Entry entry, BudgetReport report) {
        BudgetExemption exempt = report.exemptions().get(entry.claim().id());
        return new Entry(
                entry.claim().kind().name().toLowerCase(Locale.ROOT),
                entry.claim().id(),
                entry.claim().title(),
                entry.claim().cause().isEmpty() ? null : entry.claim().cause(),
                exempt == null ? null : exemption(exempt),
                entry.claim().from().toEpochMilli(),
                entry.claim().until().toEpochMilli(),
                entry.bad(),
                entry.budgetShare(),
                entry.isStruckThrough());
    }

    static Correction correction(BudgetCorrection correction) {
        return new Correction(
                correction.id(),
                correction.from().toEpochMilli(),
                correction.until().toEpochMilli(),
                correction.reason(),
                correction.requestedBy(),
                correction.approvedBy(),
                correction.at().toEpochMilli(),
                correction.withdrawnBy());
    }

    static Exemption exemption(BudgetExemption exempt) {
        return new Exemption(
                exempt.incidentId(),
                exempt.reason(),
                exempt.requestedBy(),
                exempt.approvedBy(),
                exempt.at().toEpochMilli());
    }

    private static Consequence consequence(BudgetPolicy.Consequence consequence) {
        return new Consequence(
                consequence.action().name().toLowerCase(Locale.ROOT), consequence.about(), consequence.reason());
    }
}
