/** Owns the tests of the servlet interceptors, against real ones. */
@NullMarked
package dev.nightjar.client.servlet;

import org.jspecify.annotations.NullMarked;
