/**
 * Owns what people do about trouble: incidents, their timelines, changes, postmortems and action items. All of it is a
 * view over the event log; commands append events and change nothing else. {@link
 * dev.nightjar.postmortems.Postmortems} is the door.
 */
@NullMarked
package dev.nightjar.postmortems;

import org.jspecify.annotations.NullMarked;
