@NullMarked
package dev.nightjar.web.prometheus.search;

import org.jspecify.annotations.NullMarked;
