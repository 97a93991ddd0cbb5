/**
 * Turns LogQL's text into an answer: text to tokens, tokens to a sealed tree with positions, the tree to a pipeline
 * over log lines or to series of values.
 *
 * <p>{@link dev.nightjar.query.logql.LogQl} is the way in. What is wrong in a query is said when
 * it is prepared, in Loki's words. Conditions on lines are also given to the store as hints, and always checked here.
 */
@NullMarked
package dev.nightjar.query.logql;

import org.jspecify.annotations.NullMarked;
