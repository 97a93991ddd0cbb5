/** Turns what other systems have stored, files and blocks, into batches, with a place to go on from. */
@NullMarked
package dev.nightjar.ingest.transfer;

import org.jspecify.annotations.NullMarked;
