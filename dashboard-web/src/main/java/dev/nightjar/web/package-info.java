/**
 * Owns the HTTP face: {@link dev.nightjar.web.WebRoutes} mounts Prometheus' and Loki's APIs, Nightjar's own, sign-in,
 * and the web interface on one router.
 */
@NullMarked
package dev.nightjar.web;

import org.jspecify.annotations.NullMarked;
