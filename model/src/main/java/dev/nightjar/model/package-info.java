/**
 * Owns the vocabulary every room shares: labels and matchers, batches of samples and log lines, selections, and the
 * ports through which they move.
 *
 * <p>The ports are {@link dev.nightjar.model.SampleSink}, {@link dev.nightjar.model.LogSink} (in),
 * {@link dev.nightjar.model.SeriesReader}, {@link dev.nightjar.model.LogReader} (out) and
 * {@link dev.nightjar.model.event.EventLog} (both); {@link dev.nightjar.model.SeriesAdmin} and
 * {@link dev.nightjar.model.LogAdmin} look after what is stored. They block and return values; overload and refusal are
 * answers, not exceptions. No internal id of a store crosses a port: labels do.
 */
@NullMarked
package dev.nightjar.model;

import org.jspecify.annotations.NullMarked;
