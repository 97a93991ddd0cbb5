@NullMarked
package dev.nightjar.ingest.otlp;

import org.jspecify.annotations.NullMarked;
