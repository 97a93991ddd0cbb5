/**
 * Turns PromQL text into a sealed syntax tree, checks it, and evaluates it over a {@code
 * dev.nightjar.model.SeriesReader}.
 *
 * <p>Text becomes tokens (Lexer), tokens an Expr
 * (Parser), whose types are checked before anything is read. Evaluation runs all
 * steps of a range query at once, series by series: each series is decoded once, and windows move over it. {@code
 * PromQl} is the way in.
 */
@NullMarked
package dev.nightjar.query.promql;

import org.jspecify.annotations.NullMarked;
