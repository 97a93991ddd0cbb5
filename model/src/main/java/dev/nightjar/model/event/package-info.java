/**
 * Owns what can happen: one record per kind of event in the journal, the only durable state of alerting and
 * postmortems. What is current (who is on call, which alerts fire, what an incident looks like) is a view computed
 * from these. Records only ever gain optional components, so that a journal of an older version still reads.
 */
@NullMarked
package dev.nightjar.model.event;

import org.jspecify.annotations.NullMarked;
