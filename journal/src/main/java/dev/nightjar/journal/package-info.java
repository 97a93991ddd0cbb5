/**
 * Owns the append-only log of events on disk: the only durable state of alerting and postmortems. Every append is one
 * atomic, synced write; a hash chain over all entries shows whether anything was changed afterwards. The format is
 * described in {@code docs/formats/journal.md}.
 */
@NullMarked
package dev.nightjar.journal;

import org.jspecify.annotations.NullMarked;
