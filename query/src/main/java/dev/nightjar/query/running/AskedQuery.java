package dev.nightjar.query.running;

/**
 * A query as somebody asked it.
 *
 * @param language {@code promql} or {@code logql}
 * @param by who asked: a user, a token's name, an address
 */
public record AskedQuery(String language, String text, String by) {}
