package dev.nightjar.client.servlet;

import dev.nightjar.client.Calls;
import dev.nightjar.client.NightjarClient;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches the requests that a Servlet container answers, asynchronous ones to their end. A request forwarded or
 * dispatched again is one call. Map it to {@code /*}, before other filters, with asynchronous calls allowed.
 */
public final class NightjarFilter implements Filter {
    private final @Nullable Calls calls;

    /** For {@code web.xml}: uses the process' first client; without one, requests pass unwatched. */
    public NightjarFilter() {
        this.calls = null;
    }

    public NightjarFilter(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Calls watching = calls == null
                ? NightjarClient.ofProcess().map(NightjarClient::calls).orElse(null)
                : calls;
        ServletCall call = watching == null ? null : ServletCall.begin(watching, request, response);
        if (call == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            call.returned(e);
            throw e;
        }
        call.returned(null);
    }
}
