@NullMarked
package dev.nightjar.ingest.statsd;

import org.jspecify.annotations.NullMarked;
