/**
 * Turns LogQL's text into an answer: text to tokens, tokens to a sealed tree with positions, the tree to a pipeline
 * over log lines or to series of values.
 *
 * <p>{@link dev.nightjar.query.logql.LogQl} is the way in. Parsing knows the whole grammar; what is not evaluated yet
 * says so when a query is prepared. Conditions on lines are also given to the store as hints, and always checked here.
 */
@NullMarked
package dev.nightjar.query.logql;

import org.jspecify.annotations.NullMarked;
