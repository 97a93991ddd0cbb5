@NullMarked
package dev.nightjar.ingest.probe;

import org.jspecify.annotations.NullMarked;
