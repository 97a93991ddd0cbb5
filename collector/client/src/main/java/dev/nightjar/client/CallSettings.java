package dev.nightjar.client;

import dev.nightjar.model.redact.RedactionRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How calls are watched.
 *
 * @param records whether each call is written down, as it begins and as it ends; metrics there are in any case
 * @param returnWithin a call open for longer is reported as never returned
 * @param secretNames parts of names, in lower case: what a parameter of such a name holds is never written down
 * @param redaction what is taken out of the other parameters' values
 */
public record CallSettings(boolean records, Duration returnWithin, Set<String> secretNames, RedactionRules redaction) {
    public static final CallSettings DEFAULTS = new CallSettings(
            true,
            Duration.ofSeconds(60),
            Set.of("password", "passwd", "passphrase", "pwd", "secret", "token", "authorization", "cookie", "apikey"),
            new RedactionRules(
                    List.of(RedactionRules.BuiltIn.CARD, RedactionRules.BuiltIn.EMAIL, RedactionRules.BuiltIn.TOKEN),
                    List.of(),
                    ""));

    public CallSettings {
        if (returnWithin.isZero() || returnWithin.isNegative()) {
            throw new IllegalArgumentException("calls need some time to return, found " + returnWithin);
        }
        secretNames = Set.copyOf(secretNames);
    }

    public CallSettings withRecords(boolean written) {
        return new CallSettings(written, returnWithin, secretNames, redaction);
    }

    public CallSettings withReturnWithin(Duration longest) {
        return new CallSettings(records, longest, secretNames, redaction);
    }

    public CallSettings withSecretNames(Set<String> parts) {
        return new CallSettings(records, returnWithin, parts, redaction);
    }

    public CallSettings withRedaction(RedactionRules rules) {
        return new CallSettings(records, returnWithin, secretNames, rules);
    }
}
