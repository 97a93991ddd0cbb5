/** Turns the built web interface on the class path into answers, with the headers that keep it safe and quick. */
@NullMarked
package dev.nightjar.web.site;

import org.jspecify.annotations.NullMarked;
