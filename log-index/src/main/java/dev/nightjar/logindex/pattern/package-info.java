/**
 * Owns the patterns that log lines follow: turns the templates of the store's days, which come and go with their days,
 * into patterns that stay, and remembers since when each service and version writes lines of them.
 *
 * <p>A template tells what is fixed in rows from what varies by looking at one word at a time. Patterns go on from there
 * by position, as Drain does (He et al., "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017): see
 * {@link dev.nightjar.logindex.pattern.PatternGroup}.
 */
@NullMarked
package dev.nightjar.logindex.pattern;

import org.jspecify.annotations.NullMarked;
