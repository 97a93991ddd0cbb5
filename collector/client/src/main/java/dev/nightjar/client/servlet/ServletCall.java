package dev.nightjar.client.servlet;

import dev.nightjar.client.Call;
import dev.nightjar.client.CallSide;
import dev.nightjar.client.Calls;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** One request to a Servlet container, from where it is first seen to its answer, forwarded and dispatched as it may be. */
public final class ServletCall {
    private static final String CALL = ServletCall.class.getName();

    /** Where Spring leaves the route that it found. */
    private static final String SPRING_ROUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private final Call call;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private ServletCall(Call call, HttpServletRequest request, HttpServletResponse response) {
        this.call = call;
        this.request = request;
        this.response = response;
    }

    /** Null where it is no HTTP, or the request is being watched already. */
    public static @Nullable ServletCall begin(Calls calls, ServletRequest asked, ServletResponse answered) {
        if (!(asked instanceof HttpServletRequest request)
                || !(answered instanceof HttpServletResponse response)
                || request.getAttribute(CALL) != null) {
            return null;
        }
        Call call = calls.begin(CallSide.SERVER, "http", name(request))
                .calledBy(request.getHeader(Calls.CALLER))
                .parameter("path", request.getRequestURI())
                .query(request.getQueryString());
        call.enter();
        request.setAttribute(CALL, call.id());
        return new ServletCall(call, request, response);
    }

    /** The method that answers returned or threw; an asynchronous request ends later. */
    public void returned(@Nullable Throwable thrown) {
        call.named(name(request));
        if (thrown == null && request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AsyncEnd(call, response), request, response);
        } else {
            call.exitHttp(response.getStatus(), thrown);
        }
    }

    private static String name(HttpServletRequest request) {
        Object route = request.getAttribute(SPRING_ROUTE);
        String pattern = route == null ? request.getHttpServletMapping().getPattern() : route.toString();
        return request.getMethod() + " " + (pattern.isEmpty() ? "/" : pattern);
    }
}
