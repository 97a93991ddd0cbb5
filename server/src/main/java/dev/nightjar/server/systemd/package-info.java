/** Owns what systemd is told of the server: that it is ready, that it stops, and that it still answers. */
@NullMarked
package dev.nightjar.server.systemd;

import org.jspecify.annotations.NullMarked;
