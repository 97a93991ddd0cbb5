/**
 * Owns the search of texts by a regular expression where nothing is wanted but whether there is a match, as line filters
 * do for every line: RE2's language read once more, a byte automaton made of it, and states found while lines are read.
 *
 * <p>RE2/J stays the judge: it compiles each expression first and says what is wrong with it, and it searches whatever
 * the automaton leaves undecided.
 */
@NullMarked
package dev.nightjar.query.regex;

import org.jspecify.annotations.NullMarked;
