/**
 * What Loki makes of Go's templates in {@code line_format} and {@code label_format}: its functions, and an entry's labels
 * as what a template speaks of. The language itself is {@code gotemplate}'s.
 *
 * <p>{@link dev.nightjar.query.logql.template.LineTemplate} is the way in. {@link
 * dev.nightjar.query.logql.template.ValueText} reads values of labels, for whoever compares or counts them, too.
 */
@NullMarked
package dev.nightjar.query.logql.template;

import org.jspecify.annotations.NullMarked;
