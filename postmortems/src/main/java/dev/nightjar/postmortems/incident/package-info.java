/**
 * Owns incidents: how pages become them, what lands on their timeline, when they began by the data and how long each
 * phase took.
 */
@NullMarked
package dev.nightjar.postmortems.incident;

import org.jspecify.annotations.NullMarked;
