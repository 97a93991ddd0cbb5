package dev.nightjar.gotemplate;

/**
 * Where something stands in a template.
 *
 * @param at its first character
 * @param text how Go writes it: words with one space between
 */
record Spot(int at, String text) {}
