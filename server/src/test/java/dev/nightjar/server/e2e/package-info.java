/** Owns the tests that run the product as a process of its own and talk to it as its users do. */
@NullMarked
package dev.nightjar.server.e2e;

import org.jspecify.annotations.NullMarked;
