package dev.nightjar.alerting.oncall;

/** What became of an override that somebody wanted to make or to end. */
public sealed interface HandOverResult {
    /** It is durable, or was before. */
    record Done(HandOver handOver) implements HandOverResult {}

    /** It makes no sense; says what was found, and what to do. */
    record Invalid(String problem, String advice) implements HandOverResult {}

    /** Its id is that of another one. */
    record Taken(HandOver other) implements HandOverResult {}

    /** There is none of that id. */
    record Unknown(String id) implements HandOverResult {}
}
