package dev.nightjar.ingest;

/**
 * What a request asks for, beside its headers and its body.
 *
 * @param method of HTTP, such as {@code POST}
 * @param path as it was sent, percent-encoded
 * @param query percent-encoded, without the question mark; empty for none
 */
public record Asked(String method, String path, String query) {
    /** A plain POST. */
    public static Asked post(String path, String query) {
        return new Asked("POST", path, query);
    }
}
