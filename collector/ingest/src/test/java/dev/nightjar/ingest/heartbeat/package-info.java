@NullMarked
package dev.nightjar.ingest.heartbeat;

import org.jspecify.annotations.NullMarked;
