/** Turns requests that Vert.x answers and makes into watched calls. */
@NullMarked
package dev.nightjar.client.vertx;

import org.jspecify.annotations.NullMarked;
