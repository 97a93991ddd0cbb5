@NullMarked
package dev.nightjar.ingest.discovery;

import org.jspecify.annotations.NullMarked;
