/**
 * Owns what both query languages share: the values a query answers with, its annotations, its limits and its errors.
 *
 * <p>{@link dev.nightjar.query.promql} and {@code logql} turn text into {@link dev.nightjar.query.QueryValue}s;
 * {@link dev.nightjar.query.vector} is the algebra of vectors that both evaluate with. Nothing here knows a store.
 */
@NullMarked
package dev.nightjar.query;

import org.jspecify.annotations.NullMarked;
