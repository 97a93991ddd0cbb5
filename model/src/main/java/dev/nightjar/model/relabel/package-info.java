/**
 * Turns a label set into another by the rules that Prometheus calls relabelling: the labels of a discovered target, of a
 * scraped sample, of a line on its way. Knows neither where the rules are written nor what the labels are of.
 */
@NullMarked
package dev.nightjar.model.relabel;

import org.jspecify.annotations.NullMarked;
