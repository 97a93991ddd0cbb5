/**
 * Owns the arithmetic of native histograms: sums, differences and means, counter resets, quantiles, fractions, cutting.
 *
 * <p>Two histograms are combined in the finest layout that both can be brought to without guessing: the coarser
 * resolution, the wider zero bucket, the bounds they share.
 */
@NullMarked
package dev.nightjar.query.histogram;

import org.jspecify.annotations.NullMarked;
