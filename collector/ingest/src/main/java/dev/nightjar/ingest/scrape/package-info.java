/**
 * Owns scraping: asks each target for its samples when they are due, and hands them to the store with the markers of
 * what has ended and the series that say how the scrape went.
 */
@NullMarked
package dev.nightjar.ingest.scrape;

import org.jspecify.annotations.NullMarked;
