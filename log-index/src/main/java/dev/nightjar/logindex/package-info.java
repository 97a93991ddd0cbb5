/**
 * Owns the log lines: takes them durably, keeps them in blocks by day and stream, and finds them again by labels, time
 * and any part of their text.
 *
 * <p>A line's way: {@link dev.nightjar.logindex.LogIndex} validates it, the write-ahead log makes it durable, an open
 * block in memory collects it with its stream's neighbours, and sealing turns the full block into compressed bytes in
 * the day's payload file, a signature of its 4-grams and a document in the day's Lucene index. Lucene's commit is the
 * commit of the day: whatever lies behind it in the other files is cut off at the next start and comes back from the
 * write-ahead log.
 */
@NullMarked
package dev.nightjar.logindex;

import org.jspecify.annotations.NullMarked;
