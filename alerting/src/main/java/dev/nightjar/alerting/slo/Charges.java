package dev.nightjar.alerting.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deals pieces of slices out to claims: corrections first, then incidents, deploys (the last before it), maintenances, and
 * what nobody claims is unattributed. Whatever is dealt out is what came in. Not thread-safe.
 */
final class Charges {
    private static final Comparator<BudgetClaim> ORDER = Comparator.comparing(BudgetClaim::kind)
            .thenComparing((a, b) -> a.kind() == BudgetClaim.Kind.DEPLOY
                    ? b.from().compareTo(a.from())
                    : a.opened().compareTo(b.opened()))
            .thenComparing(BudgetClaim::from)
            .thenComparing(BudgetClaim::id);

    private final List<BudgetClaim> ordered;
    private final BudgetClaim rest;
    private final Charging charging;
    private final Map<BudgetClaim, Double> charged = new LinkedHashMap<>();

    /** Of each incident, the share of events that was bad before it. */
    private final Map<BudgetClaim, Double> usual = new HashMap<>();

    Charges(SliceColumn slices, List<BudgetClaim> claims, BudgetClaim rest, Charging charging) {
        ordered = claims.stream().sorted(ORDER).toList();
        this.rest = rest;
        this.charging = charging;
        ordered.forEach(claim -> charged.put(claim, 0.0));
        charged.put(rest, 0.0);
        for (BudgetClaim claim : ordered) {
            if (claim.kind() == BudgetClaim.Kind.INCIDENT) {
                usual.put(claim, badBefore(claim, slices));
            }
        }
    }

    /** By what is wholly before it and in no incident's and no correction's time. */
    private double badBefore(BudgetClaim incident, SliceColumn slices) {
        if (charging.baseline().isEmpty()) {
            return 0;
        }
        Instant since = incident.from().minus(charging.baseline().get());
        double bad = 0;
        double total = 0;
        for (int i = 0; i < slices.size(); i++) {
            Instant start = slices.start(i);
            Instant end = slices.end(i);
            boolean before = !start.isBefore(since) && !end.isAfter(incident.from());
            if (before && slices.hasData(i) && isUndisturbed(start, end)) {
                bad += slices.bad()[i];
                total += slices.total()[i];
            }
        }
        return total > 0 ? bad / total : 0;
    }

    private boolean isUndisturbed(Instant start, Instant end) {
        return ordered.stream()
                .noneMatch(claim ->
                        (claim.kind() == BudgetClaim.Kind.INCIDENT || claim.kind() == BudgetClaim.Kind.CORRECTION)
                                && claim.touches(start, end));
    }

    /** False where the piece was corrected away. */
    boolean charge(Instant start, Instant end, double bad, double total) {
        List<BudgetClaim> payers = payers(start, end);
        double left = bad;
        double asEver = 0;
        for (int i = 0; i < payers.size(); i++) {
            // the last one takes what is left, so that nothing is lost or made in dividing
            double share = i == payers.size() - 1 ? left : bad / payers.size();
            left -= share;
            double expected = Math.min(share, usual.getOrDefault(payers.get(i), 0.0) * total / payers.size());
            asEver += expected;
            charged.merge(payers.get(i), share - expected, Double::sum);
        }
        charged.merge(rest, asEver, Double::sum);
        return payers.getFirst().kind() != BudgetClaim.Kind.CORRECTION;
    }

    private List<BudgetClaim> payers(Instant start, Instant end) {
        List<BudgetClaim> payers = new ArrayList<>();
        for (BudgetClaim claim : ordered) {
            if (claim.covers(start, end)) {
                boolean shares = claim.kind() == BudgetClaim.Kind.INCIDENT
                        && charging.overlap() == Charging.Overlap.SHARE
                        && (payers.isEmpty() || payers.getFirst().kind() == BudgetClaim.Kind.INCIDENT);
                if (payers.isEmpty() || shares) {
                    payers.add(claim);
                }
                if (!shares) {
                    break;
                }
            }
        }
        return payers.isEmpty() ? List.of(rest) : payers;
    }

    /** What each claim was charged with, in the order in which they pay. */
    Map<BudgetClaim, Double> charged() {
        return charged;
    }
}
