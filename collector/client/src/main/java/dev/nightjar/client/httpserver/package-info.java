/** Turns exchanges of the JDK's own HTTP server into watched calls. */
@NullMarked
package dev.nightjar.client.httpserver;

import org.jspecify.annotations.NullMarked;
