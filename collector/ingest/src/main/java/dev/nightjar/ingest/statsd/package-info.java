/** Turns what StatsD's clients send into series: adds up, and writes the state down at fixed times. */
@NullMarked
package dev.nightjar.ingest.statsd;

import org.jspecify.annotations.NullMarked;
