/**
 * Owns unit tests of rules: reads promtool's test files, plays their series and log lines to the rules, and says what was
 * expected and not found.
 */
@NullMarked
package dev.nightjar.alerting.ruletest;

import org.jspecify.annotations.NullMarked;
