/** Turns Loki's HTTP API into LogQL queries and their answers into its JSON. Errors are plain text, as Loki's are. */
@NullMarked
package dev.nightjar.web.loki;

import org.jspecify.annotations.NullMarked;
