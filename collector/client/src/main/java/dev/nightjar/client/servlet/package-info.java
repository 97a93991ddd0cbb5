/** Turns requests to a Servlet container (Jakarta Servlet 5 and later) into watched calls. */
@NullMarked
package dev.nightjar.client.servlet;

import org.jspecify.annotations.NullMarked;
