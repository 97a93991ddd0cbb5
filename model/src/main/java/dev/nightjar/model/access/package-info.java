/** Owns how programs show who they are, the same whether they send or ask. */
@NullMarked
package dev.nightjar.model.access;

import org.jspecify.annotations.NullMarked;
