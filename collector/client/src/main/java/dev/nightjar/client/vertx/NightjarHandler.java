package dev.nightjar.client.vertx;

import dev.nightjar.client.Call;
import dev.nightjar.client.CallOutcome;
import dev.nightjar.client.CallSide;
import dev.nightjar.client.Calls;
import io.vertx.core.AsyncResult;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/**
 * Watches the requests that a Vert.x router answers: {@code router.route().handler(new
 * NightjarHandler(client.calls()))}, before all other routes. A call has the name of the route that answered it, in this
 * router, which its entry does not know yet.
 */
public final class NightjarHandler implements PlatformHandler {
    private final Calls calls;

    public NightjarHandler(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void handle(RoutingContext context) {
        begin(calls, context);
        context.next();
    }

    /** Watches the request from now to its end. */
    public static void begin(Calls calls, RoutingContext context) {
        String method = context.request().method().name();
        Call call = calls.begin(CallSide.SERVER, "http", method)
                .calledBy(context.request().getHeader(Calls.CALLER))
                .parameter("path", context.request().path())
                .query(context.request().query());
        call.enter();
        call.named(() -> method + " " + RouteName.of(context));
        context.addEndHandler(ended -> end(call, context, ended));
    }

    private static void end(Call call, RoutingContext context, AsyncResult<Void> ended) {
        if (ended.failed()) {
            call.exit("closed", CallOutcome.CLIENT_ERROR, ended.cause());
        } else {
            call.exitHttp(context.response().getStatusCode(), context.failure());
        }
    }
}
