/** Owns the tests of the grpc interceptors, against real ones. */
@NullMarked
package dev.nightjar.client.grpc;

import org.jspecify.annotations.NullMarked;
