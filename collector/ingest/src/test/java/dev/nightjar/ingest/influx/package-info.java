@NullMarked
package dev.nightjar.ingest.influx;

import org.jspecify.annotations.NullMarked;
