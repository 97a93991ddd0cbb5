package dev.nightjar.client.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.nightjar.client.Call;
import dev.nightjar.client.CallSide;
import dev.nightjar.client.Calls;
import java.io.IOException;

/**
 * Watches what a context of the JDK's HTTP server answers: {@code
 * context.getFilters().add(new NightjarHttpFilter(client.calls()))}. The call ends when the handler returns; one that
 * has not answered by then is still open.
 */
public final class NightjarHttpFilter extends Filter {
    private final Calls calls;

    public NightjarHttpFilter(Calls calls) {
        this.calls = calls;
    }

    @Override
    public String description() {
        return "Watches calls for Nightjar";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Call call = begin(calls, exchange);
        try {
            chain.doFilter(exchange);
        } catch (IOException | RuntimeException | Error e) {
            call.exitHttp(exchange.getResponseCode(), e);
            throw e;
        }
        end(call, exchange);
    }

    /** The exchange's call, its entry written down. */
    public static Call begin(Calls calls, HttpExchange exchange) {
        String context = exchange.getHttpContext().getPath();
        Call call = calls.begin(CallSide.SERVER, "http", exchange.getRequestMethod() + " " + context)
                .calledBy(exchange.getRequestHeaders().getFirst(Calls.CALLER))
                .parameter("path", exchange.getRequestURI().getRawPath())
                .query(exchange.getRequestURI().getRawQuery());
        call.enter();
        return call;
    }

    /** Ends the call if it has been answered. */
    public static void end(Call call, HttpExchange exchange) {
        if (exchange.getResponseCode() > 0) {
            call.exitHttp(exchange.getResponseCode(), null);
        }
    }
}
