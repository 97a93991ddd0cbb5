/**
 * Turns HTTP exchanges into plain calls: parameters in, a {@link dev.nightjar.web.http.Reply} out, on a virtual thread
 * that may block. The routes of the other packages know no event loop.
 */
@NullMarked
package dev.nightjar.web.http;

import org.jspecify.annotations.NullMarked;
