package dev.nightjar.alerting.silence;

/** What became of a silence that somebody wanted. */
public sealed interface SilenceResult {
    /** It is durable; {@code id} is a new one where the old silence could not be changed in place. */
    record Saved(String id) implements SilenceResult {}

    /** It makes no sense; says why. */
    record Invalid(String reason) implements SilenceResult {}

    record Unknown(String id) implements SilenceResult {}
}
