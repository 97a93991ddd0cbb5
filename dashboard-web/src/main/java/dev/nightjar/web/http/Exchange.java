package dev.nightjar.web.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request as a handler sees it. Query and form parameters are one; of a name that is in both, the form's come first.
 * Safe to use on any one thread.
 */
public final class Exchange {
    private final RoutingContext context;
    private final MultiMap parameters;
    private final byte[] body;
    private final String address;
    private final List<Runnable> stops = new ArrayList<>();
    private boolean gone;

    /** On the event loop, after the body is there. */
    Exchange(RoutingContext context) {
        this.context = context;
        this.parameters = MultiMap.caseInsensitiveMultiMap();
        parameters.addAll(context.request().formAttributes());
        parameters.addAll(context.queryParams());
        this.address = context.request().remoteAddress() == null
                ? "somewhere"
                : String.valueOf(context.request().remoteAddress().hostAddress());
        Buffer read = context.get(Buffer.class.getName());
        this.body = read == null ? new byte[0] : read.getBytes();
    }

    /** The whole path, for messages. */
    public String requestPath() {
        String path = context.normalizedPath();
        return path.length() <= 200 ? path : path.substring(0, 200) + "…";
    }

    /** Whether the connection speaks TLS. */
    public boolean isEncrypted() {
        return context.request().isSSL();
    }

    public String method() {
        return context.request().method().name();
    }

    /** A part of the path, such as {@code name} of {@code /services/:name}, decoded. */
    public String path(String name) {
        return Optional.ofNullable(context.pathParam(name)).orElse("");
    }

    /** The first value of a parameter; empty where it is absent or has no text. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
    }

    public List<String> parameters(String name) {
        return new ArrayList<>(parameters.getAll(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    /** The value of a cookie; empty where the browser shows none of that name. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
    }

    /** Where the request comes from, and by which program: {@code 127.0.0.1 (Grafana/11.1.0)}. */
    public String asker() {
        String program = header("User-Agent").map(Exchange::firstWord).orElse("");
        return address + (program.isEmpty() ? "" : " (" + program + ")");
    }

    private static String firstWord(String text) {
        int end = text.indexOf(' ');
        String word = end < 0 ? text : text.substring(0, end);
        return word.length() <= 60 ? word : word.substring(0, 60);
    }

    public byte[] body() {
        return body;
    }

    /** What {@link #keep} put there earlier on the way. */
    public <T> Optional<T> kept(Class<T> type) {
        return Optional.ofNullable(type.cast(context.get(type.getName())));
    }

    public static <T> void keep(RoutingContext context, Class<T> type, T value) {
        context.put(type.getName(), value);
    }

    /** Runs {@code stop} when the client goes away before it is answered; at once if it has gone already. */
    public void onGone(Runnable stop) {
        synchronized (stops) {
            if (!gone) {
                stops.add(stop);
                return;
            }
        }
        stop.run();
    }

    void gone() {
        List<Runnable> told;
        synchronized (stops) {
            gone = true;
            told = List.copyOf(stops);
            stops.clear();
        }
        told.forEach(Runnable::run);
    }
}
