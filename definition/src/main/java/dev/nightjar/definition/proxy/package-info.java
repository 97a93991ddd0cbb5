/** Turns what files and the environment say of proxies into the one that a request goes through. */
@NullMarked
package dev.nightjar.definition.proxy;

import org.jspecify.annotations.NullMarked;
