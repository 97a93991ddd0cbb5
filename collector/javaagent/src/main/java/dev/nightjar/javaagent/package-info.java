/**
 * Turns the calls of a service whose code nobody changes into watched calls: its classes are instrumented as they load.
 *
 * <p>Three class loaders keep the agent and the service apart. The bridge lies with Java's own classes, where all code sees it. The agent
 * and what it needs (the client library, Micrometer, Byte Buddy) lie in a loader of their own, where the service does not see them.
 * Adapters lie in one more for each loader that a framework is found in: they see both sides.
 */
@NullMarked
package dev.nightjar.javaagent;

import org.jspecify.annotations.NullMarked;
