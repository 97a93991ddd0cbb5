/** Owns heartbeats: takes signs of life by URL, and makes series of when the next one has to have come. */
@NullMarked
package dev.nightjar.ingest.heartbeat;

import org.jspecify.annotations.NullMarked;
