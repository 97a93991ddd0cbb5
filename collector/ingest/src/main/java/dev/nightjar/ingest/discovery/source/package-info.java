/** Owns what every way of finding targets has in common: what it gives, how it fails, how its labels are written. */
@NullMarked
package dev.nightjar.ingest.discovery.source;

import org.jspecify.annotations.NullMarked;
