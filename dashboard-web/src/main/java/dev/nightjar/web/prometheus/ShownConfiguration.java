package dev.nightjar.web.prometheus;

import java.util.function.Supplier;

/**
 * The program's configuration as YAML, without what is secret.
 *
 * @param inForce all of it
 * @param defaults what it is where nobody says anything
 * @param differences what is in force and no default
 */
public record ShownConfiguration(Supplier<String> inForce, Supplier<String> defaults, Supplier<String> differences) {}
