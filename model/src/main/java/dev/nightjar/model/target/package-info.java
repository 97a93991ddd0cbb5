/** Owns what is told of the targets that are scraped, between who scrapes them and who shows them. */
@NullMarked
package dev.nightjar.model.target;

import org.jspecify.annotations.NullMarked;
