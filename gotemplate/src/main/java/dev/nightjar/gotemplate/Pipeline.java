package dev.nightjar.gotemplate;

import java.util.List;

/**
 * What an action works out.
 *
 * @param variables that take the value
 * @param declares whether they begin here ({@code :=}) or exist already ({@code =})
 */
record Pipeline(List<String> variables, boolean declares, Term term) {}
