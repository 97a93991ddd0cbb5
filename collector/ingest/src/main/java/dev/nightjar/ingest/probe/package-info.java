/** Owns asking from outside: runs checks of HTTP, TCP, TLS, DNS and gRPC, and makes series of how they went. */
@NullMarked
package dev.nightjar.ingest.probe;

import org.jspecify.annotations.NullMarked;
