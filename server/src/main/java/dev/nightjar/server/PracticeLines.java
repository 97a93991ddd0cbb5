package dev.nightjar.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Log lines of a few kinds of services, as a Loki client would push them: access logs, JSON, logfmt, and a service that
 * writes free text and stack traces.
 */
final class PracticeLines {
    static final int LINES_A_PUSH = 500;

    private static final List<String> PATHS = List.of("/", "/cart", "/items/17", "/login", "/api/v1/orders");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT");
    private static final List<String> USERS = List.of("ada", "grace", "edsger", "barbara");

    private enum Kind {
        ACCESS,
        JSON,
        LOGFMT,
        TEXT
    }

    private final Random random = new Random(11);

    /** A push in Loki's JSON with lines of all kinds, the first of them at {@code fromNanos}, a millisecond apart. */
    byte[] push(long fromNanos) {
        StringBuilder body = new StringBuilder(100_000).append("{\"streams\":[");
        long time = fromNanos;
        for (Kind kind : Kind.values()) {
            body.append(body.charAt(body.length() - 1) == '[' ? "" : ",")
                    .append("{\"stream\":{\"app\":\"")
                    .append(kind.name().toLowerCase(Locale.ROOT))
                    .append("\",\"env\":\"prod\",\"host\":\"practice-")
                    .append(random.nextInt(3))
                    .append("\"},\"values\":[");
            for (int i = 0; i < LINES_A_PUSH / Kind.values().length; i++) {
                body.append(i == 0 ? "" : ",").append("[\"").append(time).append("\",\"");
                body.append(line(kind, time).replace("\"", "\\\"")).append("\"]");
                time += 1_000_000;
            }
            body.append("]}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private String line(Kind kind, long time) {
        int millis = random.nextInt(3000);
        String path = any(PATHS);
        int status = random.nextInt(20) == 0 ? 503 : random.nextInt(10) == 0 ? 404 : 200;
        String trace = Long.toHexString(random.nextLong());
        return switch (kind) {
            case ACCESS ->
                "10.0." + random.nextInt(8) + "." + random.nextInt(250) + " - - [" + time / 1_000_000_000 + "] \""
                        + any(METHODS) + " " + path + " HTTP/1.1\" " + status + " " + random.nextInt(90_000);
            case JSON ->
                "{\"level\":\"" + (status == 200 ? "info" : "error") + "\",\"msg\":\"request done\",\"method\":\""
                        + any(METHODS) + "\",\"path\":\"" + path + "\",\"status\":" + status + ",\"duration_ms\":"
                        + millis + ",\"trace_id\":\"" + trace + "\",\"user\":{\"name\":\"" + any(USERS) + "\"}}";
            case LOGFMT ->
                "level=" + (status == 200 ? "info" : "warn") + " msg=\"payment of order " + random.nextInt(100_000)
                        + "\" took=" + millis + "ms size=" + random.nextInt(900) + "KB user=" + any(USERS);
            case TEXT ->
                status == 200
                        ? "worker " + random.nextInt(16) + " took task " + random.nextInt(1_000_000) + " for "
                                + any(USERS)
                        : "ERROR worker died: java.lang.IllegalStateException: timeout after " + millis
                                + " ms\\n\\tat app.Worker.run(Worker.java:" + random.nextInt(300) + ")";
        };
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
