/**
 * Turns one text over metrics and logs into an answer: parts written {@code promql(…)} and {@code logql(…)}, joined by
 * PromQL's operators, matching and aggregations on the labels and times they share.
 *
 * <p>{@link dev.nightjar.query.combined.CombinedQl} is the way in. Each part is answered by its own engine for all steps;
 * what joins them is {@code query.vector}'s algebra, with PromQL's meaning of it.
 */
@NullMarked
package dev.nightjar.query.combined;

import org.jspecify.annotations.NullMarked;
