package dev.nightjar.alerting.rules;

/**
 * An alert and the rule it comes from.
 *
 * @param rule the rule's identity
 * @param query the rule's expression
 */
public record AlertView(String rule, String name, String query, ActiveAlert alert) {}
