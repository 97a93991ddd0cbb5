/** Owns the tests of the httpserver interceptors, against real ones. */
@NullMarked
package dev.nightjar.client.httpserver;

import org.jspecify.annotations.NullMarked;
