/**
 * Turns what a service measures, logs and changes into batches on their way to a Nightjar server, without ever
 * blocking the service or throwing into it.
 */
@NullMarked
package dev.nightjar.client;

import org.jspecify.annotations.NullMarked;
