/** Asks other programs over HTTP: with their ways of saying who asks, within a time, and up to a size. */
@NullMarked
package dev.nightjar.ingest.fetch;

import org.jspecify.annotations.NullMarked;
