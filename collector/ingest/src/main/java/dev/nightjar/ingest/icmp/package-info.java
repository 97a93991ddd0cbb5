/** Owns echo requests: what a ping sends and takes for its answer, and the kernel's sockets for it, which the JDK has none of. */
@NullMarked
package dev.nightjar.ingest.icmp;

import org.jspecify.annotations.NullMarked;
