package dev.nightjar.alerting.rules;

/** Something about a rule that is allowed and will be regretted. */
public record Finding(String group, String rule, String message) {
    @Override
    public String toString() {
        return group + ", " + rule + ": " + message;
    }
}
