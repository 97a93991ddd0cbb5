@NullMarked
package dev.nightjar.ingest.graphite;

import org.jspecify.annotations.NullMarked;
