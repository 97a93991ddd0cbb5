package dev.nightjar.web.api;

import dev.nightjar.alerting.slo.BudgetClaim;
import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.change.ChangeBook;
import dev.nightjar.postmortems.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Collects what the budget of an objective can be charged to: its service's incidents, deploys and maintenances. */
final class BudgetClaims {
    /** What goes wrong so soon after a change is charged to it, unless an incident claims it. */
    static final Duration BAKE = Duration.ofHours(1);

    private static final String MAINTENANCE = "maintenance";

    private final Budgets budgets;
    private final Postmortems postmortems;
    private final InstantSource clock;

    BudgetClaims(Budgets budgets, Postmortems postmortems, InstantSource clock) {
        this.budgets = budgets;
        this.postmortems = postmortems;
        this.clock = clock;
    }

    List<BudgetClaim> of(Slo slo) {
        String service = slo.service();
        Instant from = budgets.claimsSince(slo);
        Instant now = clock.instant();
        List<BudgetClaim> claims = new ArrayList<>();
        for (Incident incident : postmortems.incidents()) {
            Instant resolved = incident.resolvedAt();
            Instant until = resolved == null ? now : resolved;
            if (incident.service().equals(service)
                    && until.isAfter(from)
                    && incident.impactStart().isBefore(until)) {
                claims.add(new BudgetClaim(
                        BudgetClaim.Kind.INCIDENT,
                        incident.incidentId(),
                        incident.title(),
                        incident.cause(),
                        incident.openedAt(),
                        incident.impactStart(),
                        until));
            }
        }
        for (ChangeRecorded change : postmortems.changes(service, from.minus(BAKE), now)) {
            if (!change.kind().equals(ChangeBook.GATE_OVERRIDE)) {
                boolean maintained = change.kind().equals(MAINTENANCE);
                claims.add(new BudgetClaim(
                        maintained ? BudgetClaim.Kind.MAINTENANCE : BudgetClaim.Kind.DEPLOY,
                        change.changeId(),
                        change.summary(),
                        change.at(),
                        change.at().plus(BAKE)));
            }
        }
        return claims;
    }
}
