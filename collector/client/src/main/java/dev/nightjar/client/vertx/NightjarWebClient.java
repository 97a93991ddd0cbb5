package dev.nightjar.client.vertx;

import dev.nightjar.client.Call;
import dev.nightjar.client.CallOutcome;
import dev.nightjar.client.CallSide;
import dev.nightjar.client.Calls;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;

/**
 * Watches the requests that a Vert.x web client makes. A call is named by what {@code HttpRequest.traceOperation}
 * says, else by method and host: paths are too many. Redirects belong to the call they came from.
 */
public final class NightjarWebClient {
    private static final String CALL = NightjarWebClient.class.getName() + ".call";

    private NightjarWebClient() {}

    /** Watches what is sent from now on, and returns the same client. */
    public static WebClient watch(WebClient client, Calls calls) {
        if (!(client instanceof WebClientInternal watched)) {
            throw new IllegalArgumentException("only clients that Vert.x made can be watched, found a "
                    + client.getClass().getName());
        }
        watched.addInterceptor(context -> {
            look(calls, context);
            context.next();
        });
        return client;
    }

    private static void look(Calls calls, HttpContext<?> context) {
        Call call = context.get(CALL);
        if (context.phase() == ClientPhase.CREATE_REQUEST) {
            Call sent = call == null ? begin(calls, context) : call;
            context.set(CALL, sent);
            context.requestOptions().putHeader(Calls.CALLER, sent.id());
        } else if (call != null && context.phase() == ClientPhase.DISPATCH_RESPONSE) {
            call.exitHttp(context.response().statusCode(), null);
        } else if (call != null && context.phase() == ClientPhase.FAILURE) {
            call.exit("failed", CallOutcome.SERVER_ERROR, context.failure());
        }
    }

    private static Call begin(Calls calls, HttpContext<?> context) {
        RequestOptions options = context.requestOptions();
        String operation = context.request().traceOperation();
        String name = operation == null ? options.getMethod() + " " + options.getHost() : operation;
        Call call = calls.begin(CallSide.CLIENT, "http", name);
        if (options.getURI() != null) {
            int query = options.getURI().indexOf('?');
            call.parameter(
                    "path", query < 0 ? options.getURI() : options.getURI().substring(0, query));
            call.query(query < 0 ? null : options.getURI().substring(query + 1));
        }
        call.enter();
        return call;
    }
}
