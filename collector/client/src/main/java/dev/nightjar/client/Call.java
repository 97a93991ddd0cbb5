package dev.nightjar.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call that a service answers or makes, from its entry to its exit. Thread-safe: it may end on another thread than
 * it began on. Nothing here throws.
 */
public final class Call {
    private static final int MOST_PARAMETERS = 32;

    private final Calls calls;
    private final String id;
    private final CallSide side;
    private final String protocol;
    private final long beganNanos;
    private final Map<String, String> parameters = new LinkedHashMap<>(0);
    private Supplier<String> name;
    private String caller = "";
    private boolean entered;
    private boolean exited;
    private boolean reported;

    Call(Calls calls, String id, CallSide side, String protocol, String name, long beganNanos) {
        this.calls = calls;
        this.id = id;
        this.side = side;
        this.protocol = protocol;
        this.name = () -> name;
        this.beganNanos = beganNanos;
    }

    /** Unique in the world; a client sends it along in {@link Calls#CALLER}, so that the two ends find each other. */
    public String id() {
        return id;
    }

    /** What {@link Calls#CALLER} said: the id that this call has at the other end. What is no id is left out. */
    public synchronized Call calledBy(@Nullable String otherId) {
        caller = otherId != null && Calls.isId(otherId) ? otherId : "";
        return this;
    }

    /** What is called, such as {@code GET /orders/:id}: few different ones, as each becomes series of its own. */
    public Call named(String called) {
        return named(() -> called);
    }

    /** Asked whenever the name is needed, on any thread, for those who learn it while the call goes on. */
    public synchronized Call named(Supplier<String> called) {
        name = called;
        return this;
    }

    /** What the call was given. Written down with the entry, after the rules of redaction; later it is too late. */
    public synchronized Call parameter(String parameter, @Nullable String value) {
        if (value != null && !entered && parameters.size() < MOST_PARAMETERS) {
            parameters.put(parameter, value);
        }
        return this;
    }

    /** The parameters in a URL's query, as they stand there: {@code q=shoes&page=2}. */
    public Call query(@Nullable String rawQuery) {
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", MOST_PARAMETERS)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameter(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return this;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Writes down that the call began, once. If it is not called, the exit does it. */
    public void enter() {
        Map<String, String> given;
        synchronized (this) {
            if (entered) {
                return;
            }
            entered = true;
            given = new LinkedHashMap<>(parameters);
            parameters.clear();
        }
        calls.recordEntry(this, given);
    }

    /**
     * The call ended: the first time it counts and is written down, later times do nothing.
     *
     * @param code in the protocol's own words, such as {@code 200} or {@code NOT_FOUND}
     * @param error what was thrown, if anything
     */
    public void exit(String code, CallOutcome outcome, @Nullable Throwable error) {
        enter();
        boolean late;
        synchronized (this) {
            if (exited) {
                return;
            }
            exited = true;
            late = reported;
        }
        calls.recordExit(this, code, outcome, error, late);
    }

    public void exitHttp(int status, @Nullable Throwable error) {
        int shown = error != null && status < 400 ? 500 : status;
        exit(Integer.toString(shown), CallOutcome.ofHttp(shown), error);
    }

    /** True once: when it has not ended and is said to have taken too long. */
    synchronized boolean reportNow() {
        boolean now = !exited && !reported;
        reported |= now;
        return now;
    }

    CallSide side() {
        return side;
    }

    String protocol() {
        return protocol;
    }

    synchronized String caller() {
        return caller;
    }

    String name() {
        Supplier<String> asked;
        synchronized (this) {
            asked = name;
        }
        try {
            return asked.get();
        } catch (RuntimeException e) {
            return "unknown";
        }
    }

    long beganNanos() {
        return beganNanos;
    }
}
