@NullMarked
package dev.nightjar.model.relabel;

import org.jspecify.annotations.NullMarked;
