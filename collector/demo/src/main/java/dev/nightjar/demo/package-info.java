/**
 * Owns the simulated shop of {@code nightjar demo}: three services on ten instances each, their hosts, their logs,
 * deploys and toggles, and faults whose truth is written down. It speaks to the server through the client library that
 * users get.
 */
@NullMarked
package dev.nightjar.demo;

import org.jspecify.annotations.NullMarked;
