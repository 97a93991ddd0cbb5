/**
 * Turns templates in Go's notation, as {@code line_format} and {@code label_format} have them, into text: all of the
 * language (conditions, loops, variables, pipelines, templates within templates) and the functions that Loki gives it.
 *
 * <p>{@link dev.nightjar.query.logql.template.GoTemplate} is the way in. Values are those of Go in Java's clothes: {@code
 * String}, {@code Long} for whole numbers of any size, {@code Double}, {@code Boolean}, {@code ZonedDateTime}, {@code List}
 * and {@code Map}, and null for nil. What fails says so as Go would.
 */
@NullMarked
package dev.nightjar.query.logql.template;

import org.jspecify.annotations.NullMarked;
