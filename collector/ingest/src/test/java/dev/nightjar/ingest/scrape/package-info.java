@NullMarked
package dev.nightjar.ingest.scrape;

import org.jspecify.annotations.NullMarked;
