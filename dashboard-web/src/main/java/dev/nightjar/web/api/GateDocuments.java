package dev.nightjar.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightjar.alerting.slo.GateOverride;
import dev.nightjar.alerting.slo.GateResult;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the deploy gate says. Scripts read it, so that its times are text and its names are those that gates are known by. */
final class GateDocuments {
    private GateDocuments() {}

    /**
     * @param decision {@code allow}, {@code warn} or {@code deny}
     * @param slo which decides; null where no objective watches the service
     * @param remaining share of its budget that is left; null where nobody can tell
     * @param burn how many times too fast it burns; null where nobody can tell
     * @param expiresAt when to ask again
     */
    record Gate(
            String decision,
            String service,
            @Nullable String slo,
            @Nullable Double remaining,
            @Nullable Double burn,
            String reason,
            @JsonProperty("policy_version") String policyVersion,
            @JsonProperty("expires_at") String expiresAt,
            @Nullable Waiver override,
            List<Objective> objectives) {}

    record Waiver(String id, String reason, String by, String at, String until) {}

    record Objective(
            String decision,
            String slo,
            @Nullable Double remaining,
            @Nullable Double burn,
            String reason) {}

    static Gate of(GateResult result) {
        GateResult.Verdict verdict = result.verdict();
        return new Gate(
                word(verdict.decision()),
                result.service(),
                verdict.slo().isEmpty() ? null : verdict.slo(),
                verdict.remaining(),
                verdict.burn(),
                verdict.reason(),
                result.policyVersion(),
                result.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                result.override().map(GateDocuments::override).orElse(null),
                result.objectives().stream().map(GateDocuments::objective).toList());
    }

    private static Waiver override(GateOverride by) {
        return new Waiver(
                by.id(), by.reason(), by.by(), by.at().toString(), by.until().toString());
    }

    private static Objective objective(GateResult.Verdict verdict) {
        return new Objective(
                word(verdict.decision()), verdict.slo(), verdict.remaining(), verdict.burn(), verdict.reason());
    }

    private static String word(GateResult.Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }
}
