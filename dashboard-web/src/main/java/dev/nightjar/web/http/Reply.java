package dev.nightjar.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer. Its body is written as it is made, so that a large one is never whole in memory.
 *
 * @param cookies values of {@code Set-Cookie}, each a header of its own
 */
public record Reply(int status, String contentType, Map<String, String> headers, List<String> cookies, Body body) {
    /** Writes the body; called once. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;

        /**
         * Fields that follow the body, asked for once it is written. A reply whose body may have some names them in a header
         * {@code Trailer}.
         */
        default Map<String, String> trailers() {
            return Map.of();
        }
    }

    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";

    public Reply {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    public Reply(int status, String contentType, Map<String, String> headers, Body body) {
        this(status, contentType, headers, List.of(), body);
    }

    public static Reply json(Body body) {
        return json(200, body);
    }

    public static Reply json(int status, Body body) {
        return new Reply(status, JSON, Map.of(), body);
    }

    public static Reply text(int status, String text) {
        return text(status, TEXT, text);
    }

    public static Reply text(int status, String contentType, String text) {
        return new Reply(status, contentType, Map.of(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, more, cookies, body);
    }

    /** @param cookie with all its attributes */
    public Reply withCookie(String cookie) {
        List<String> more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Reply(status, contentType, headers, more, body);
    }
}
