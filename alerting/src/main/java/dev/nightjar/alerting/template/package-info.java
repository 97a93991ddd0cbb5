/**
 * What Prometheus and Alertmanager make of Go's templates: the texts of rules and of receivers, their functions, and what
 * those texts speak of. The language itself is {@code gotemplate}'s.
 */
@NullMarked
package dev.nightjar.alerting.template;

import org.jspecify.annotations.NullMarked;
