package dev.nightjar.alerting.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * A slice is cut where a claim begins or ends. Each piece gets its share of the slice's events by its length, and is
 * charged to what covers it (Charges). The last piece of a slice gets what is left of it, so that nothing is lost or made
 * in cutting: the entries add up to the window's bad events whatever is claimed.
 */
/**
 * What the bad events of an objective's window are charged to. Corrections stand among the entries, struck through: what
 * they took out counts in no sum but {@link #correctedBad}.
 *
 * @param bad of the window, without corrections: the sum of the entries that are not corrections
 * @param total of the window, without corrections
 * @param entries the dearest first, corrections last
 */
public record BudgetLedger(
        SloWindow.Period period,
        double bad,
        double total,
        double correctedBad,
        double correctedTotal,
        List<Entry> entries) {
    public BudgetLedger {
        entries = List.copyOf(entries);
    }

    /**
     * @param budgetShare of the window's whole budget, by the events so far; 0 where there are none
     */
    public record Entry(BudgetClaim claim, double bad, double budgetShare) {
        public boolean isStruckThrough() {
            return claim.kind() == BudgetClaim.Kind.CORRECTION;
        }
    }

    /** Charges everything in {@code slices} that lies in {@code period}. */
    public static BudgetLedger of(
            SliceColumn slices, SloWindow.Period period, double budget, List<BudgetClaim> claims, Charging charging) {
        BudgetClaim rest = new BudgetClaim(
                BudgetClaim.Kind.UNATTRIBUTED, "unattributed", "Unattributed", period.from(), period.until());
        Charges charges = new Charges(slices, claims, rest, charging);
        double total = 0;
        double correctedTotal = 0;
        for (int i = 0; i < slices.size(); i++) {
            if (!slices.hasData(i)) {
                continue;
            }
            for (Piece piece : pieces(slices, i, period, claims)) {
                if (charges.charge(piece.start(), piece.end(), piece.bad(), piece.total())) {
                    total += piece.total();
                } else {
                    correctedTotal += piece.total();
                }
            }
        }
        return summed(period, budget, charges.charged(), total, correctedTotal);
    }

    private static BudgetLedger summed(
            SloWindow.Period period,
            double budget,
            Map<BudgetClaim, Double> charged,
            double total,
            double correctedTotal) {
        double allowed = budget * total;
        List<Entry> entries = new ArrayList<>();
        double bad = 0;
        double correctedBad = 0;
        for (Map.Entry<BudgetClaim, Double> charge : charged.entrySet()) {
            BudgetClaim claim = charge.getKey();
            boolean corrected = claim.kind() == BudgetClaim.Kind.CORRECTION;
            if (corrected) {
                correctedBad += charge.getValue();
            } else {
                bad += charge.getValue();
            }
            if (corrected || charge.getValue() > 0 || claim.kind() == BudgetClaim.Kind.UNATTRIBUTED) {
                entries.add(new Entry(claim, charge.getValue(), allowed > 0 ? charge.getValue() / allowed : 0));
            }
        }
        entries.sort(Comparator.comparing(Entry::isStruckThrough).thenComparing(Entry::bad, Comparator.reverseOrder()));
        return new BudgetLedger(period, bad, total, correctedBad, correctedTotal, entries);
    }

    private record Piece(Instant start, Instant end, double bad, double total) {}

    private static List<Piece> pieces(
            SliceColumn slices, int slice, SloWindow.Period period, List<BudgetClaim> claims) {
        Instant start = slices.start(slice);
        Instant end = slices.end(slice);
        TreeSet<Instant> cuts = new TreeSet<>(List.of(start, end));
        cut(cuts, start, end, period.from(), period.until());
        claims.forEach(claim -> cut(cuts, start, end, claim.from(), claim.until()));
        List<Piece> pieces = new ArrayList<>();
        double length = Duration.between(start, end).toMillis();
        double badLeft = slices.bad()[slice];
        double totalLeft = slices.total()[slice];
        Instant begun = start;
        for (Instant next : cuts.tailSet(start, false)) {
            double share = Duration.between(begun, next).toMillis() / length;
            boolean last = next.equals(end);
            double bad = last ? badLeft : slices.bad()[slice] * share;
            double total = last ? totalLeft : slices.total()[slice] * share;
            badLeft -= bad;
            totalLeft -= total;
            if (!begun.isBefore(period.from()) && !next.isAfter(period.until())) {
                pieces.add(new Piece(begun, next, bad, total));
            }
            begun = next;
        }
        return pieces;
    }

    private static void cut(TreeSet<Instant> cuts, Instant start, Instant end, Instant from, Instant until) {
        for (Instant at : List.of(from, until)) {
            if (at.isAfter(start) && at.isBefore(end)) {
                cuts.add(at);
            }
        }
    }

    /** What is left of the budget, as a share: below 0 when it is overspent; null where nothing was counted. */
    public @Nullable Double remaining(double budget) {
        return total > 0 ? Double.valueOf(1 - bad / (budget * total)) : null;
    }
}
