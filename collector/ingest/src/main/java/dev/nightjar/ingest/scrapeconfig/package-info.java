/**
 * Turns a {@code prometheus.yml}, as it is, into what is to be scraped and how: jobs, limits, access, relabelling, and
 * where targets are found. What Prometheus knows and Nightjar does not is a problem with its line, never ignored.
 */
@NullMarked
package dev.nightjar.ingest.scrapeconfig;

import org.jspecify.annotations.NullMarked;
