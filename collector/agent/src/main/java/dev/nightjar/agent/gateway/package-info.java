/** Turns what services on this host send into shipments that wait on its disk until the server has them. */
@NullMarked
package dev.nightjar.agent.gateway;

import org.jspecify.annotations.NullMarked;
