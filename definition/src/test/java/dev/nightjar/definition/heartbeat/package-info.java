@NullMarked
package dev.nightjar.definition.heartbeat;

import org.jspecify.annotations.NullMarked;
