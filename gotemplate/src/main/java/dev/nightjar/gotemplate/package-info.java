/**
 * Go's text/template: the notation that Prometheus, Alertmanager and Loki give people for texts with values in them. The
 * language is all here (conditions, loops, variables, pipelines, templates within templates, Go's own functions), with
 * errors in Go's words and at Go's places.
 *
 * <p>A {@link dev.nightjar.gotemplate.Dialect} is what a host makes of it: which functions there are, and where its Go
 * behaves otherwise. {@link dev.nightjar.gotemplate.GoTemplate} reads a text of a dialect once and renders it any number
 * of times.
 */
@NullMarked
package dev.nightjar.gotemplate;

import org.jspecify.annotations.NullMarked;
