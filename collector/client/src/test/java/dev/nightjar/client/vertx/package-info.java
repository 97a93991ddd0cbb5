/** Owns the tests of the vertx interceptors, against real ones. */
@NullMarked
package dev.nightjar.client.vertx;

import org.jspecify.annotations.NullMarked;
