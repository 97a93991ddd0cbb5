package dev.nightjar.javaagent;

import com.sun.net.httpserver.HttpExchange;
import dev.nightjar.client.Call;
import dev.nightjar.client.Calls;
import dev.nightjar.client.httpserver.NightjarHttpFilter;
import org.jspecify.annotations.Nullable;

/** Watches the JDK's HTTP server. A chain of filters calls itself; its outermost call counts. */
final class HttpServerAdapter implements Adapter {
    private record Answering(Call call, HttpExchange exchange) {}

    /** What the present thread is answering. */
    private static final ThreadLocal<@Nullable HttpExchange> PRESENT = new ThreadLocal<>();

    private final Calls calls;

    HttpServerAdapter(Calls calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof HttpExchange exchange) || PRESENT.get() != null) {
            return null;
        }
        PRESENT.set(exchange);
        return new Answering(NightjarHttpFilter.begin(calls, exchange), exchange);
    }

    @Override
    public void exit(Object token, @Nullable Throwable thrown) {
        PRESENT.remove();
        Answering answering = (Answering) token;
        if (thrown != null) {
            answering.call().exitHttp(answering.exchange().getResponseCode(), thrown);
        } else {
            NightjarHttpFilter.end(answering.call(), answering.exchange());
        }
    }
}
