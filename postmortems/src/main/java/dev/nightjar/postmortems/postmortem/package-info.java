/**
 * Turns a resolved incident into a postmortem that is mostly written already, with its evidence kept as data, and owns
 * what people add to it: text and action items.
 */
@NullMarked
package dev.nightjar.postmortems.postmortem;

import org.jspecify.annotations.NullMarked;
