/**
 * Owns the algebra of vectors: aggregation, and operators between vectors and scalars, for all steps of a query at
 * once.
 *
 * <p>A vector is a list of {@link dev.nightjar.query.vector.StepSeries}: one array of values per series, one value per
 * step, {@link dev.nightjar.query.vector.Absent} where the series has none. Labels are hashed once per series, not once
 * per step.
 */
@NullMarked
package dev.nightjar.query.vector;

import org.jspecify.annotations.NullMarked;
