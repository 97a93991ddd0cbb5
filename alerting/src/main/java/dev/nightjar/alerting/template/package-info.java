/**
 * Turns the Go templates in labels and annotations of rules into text: the part of text/template and of Prometheus'
 * functions that rules use. A template that fails gives a text that says so, never an exception.
 */
@NullMarked
package dev.nightjar.alerting.template;

import org.jspecify.annotations.NullMarked;
