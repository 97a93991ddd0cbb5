/** How Go writes and reads numbers, quoted strings, durations and times, for texts that are to be the same to the letter. */
@NullMarked
package dev.nightjar.gotemplate.notation;

import org.jspecify.annotations.NullMarked;
