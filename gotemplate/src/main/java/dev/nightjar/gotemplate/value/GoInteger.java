package dev.nightjar.gotemplate.value;

/** A whole number of a type of its own: it prints as its name, and counts and compares as its number. */
public sealed interface GoInteger extends GoObject permits GoDuration, NamedNumber {
    long number();
}
