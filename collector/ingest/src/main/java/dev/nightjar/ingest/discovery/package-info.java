/** Turns what files, servers and the domain name system know into targets, again and again. */
@NullMarked
package dev.nightjar.ingest.discovery;

import org.jspecify.annotations.NullMarked;
