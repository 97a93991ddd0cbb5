/**
 * Turns Prometheus' HTTP API into queries and their values into its JSON, so that Grafana, promtool and every other
 * client of Prometheus can ask Nightjar.
 */
@NullMarked
package dev.nightjar.web.prometheus;

import org.jspecify.annotations.NullMarked;
