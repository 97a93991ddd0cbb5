package dev.nightjar.logindex;

/**
 * A column of few different values.
 *
 * @param codes by value, its number among the different ones
 * @param different how many numbers there are; not all need be taken
 */
record FewValues(int[] codes, int different) {}
