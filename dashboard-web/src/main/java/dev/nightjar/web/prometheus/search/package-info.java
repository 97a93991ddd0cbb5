/** Turns what somebody typed into the names it may mean, the likeliest first. */
@NullMarked
package dev.nightjar.web.prometheus.search;

import org.jspecify.annotations.NullMarked;
