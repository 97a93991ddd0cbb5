/** Turns gRPC calls, answered and made, into watched calls. */
@NullMarked
package dev.nightjar.client.grpc;

import org.jspecify.annotations.NullMarked;
