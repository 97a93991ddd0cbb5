/**
 * Turns the series of a service's instances into the answer "which one is unlike its peers, in what, since when".
 *
 * <p>A {@link dev.nightjar.query.deviation.Signal} is something instances can be compared in (error ratio, time of a
 * disk write); {@link dev.nightjar.query.deviation.PeerComparison} compares one signal's values, purely;
 * {@link dev.nightjar.query.deviation.DeviationAnalysis} asks for all signals and ranks the instances.
 */
@NullMarked
package dev.nightjar.query.deviation;

import org.jspecify.annotations.NullMarked;
