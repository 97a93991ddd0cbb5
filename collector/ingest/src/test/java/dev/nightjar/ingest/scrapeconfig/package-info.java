@NullMarked
package dev.nightjar.ingest.scrapeconfig;

import org.jspecify.annotations.NullMarked;
