@NullMarked
package dev.nightjar.ingest.port;

import org.jspecify.annotations.NullMarked;
