/** Turns text expositions, as targets serve and files keep them, into samples and metadata. */
@NullMarked
package dev.nightjar.ingest.exposition;

import org.jspecify.annotations.NullMarked;
