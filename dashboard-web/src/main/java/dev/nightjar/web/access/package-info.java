/** Owns who may do what over HTTP: sessions of people, tokens of programs, and the checks every route asks for. */
@NullMarked
package dev.nightjar.web.access;

import org.jspecify.annotations.NullMarked;
