/**
 * Turns the YAML files that people write into values, and everything wrong in them into one list of problems, each with
 * its file and line. Knows YAML and nothing of rules, SLOs or people.
 */
@NullMarked
package dev.nightjar.definition;

import org.jspecify.annotations.NullMarked;
