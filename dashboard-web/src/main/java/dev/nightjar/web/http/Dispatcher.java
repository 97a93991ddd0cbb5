package dev.nightjar.web.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from its event loop to a worker and the answer back. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Answers a request; may block and throw. */
    @FunctionalInterface
    public interface Endpoint {
        Reply answer(Exchange exchange) throws Exception;
    }

    /** Says how a family of routes tells of a failure. */
    @FunctionalInterface
    public interface Failures {
        Reply reply(Exception failure);
    }

    private final Executor workers;

    /** {@code workers} should start a virtual thread for each task. */
    public Dispatcher(Executor workers) {
        this.workers = workers;
    }

    public Handler<RoutingContext> handler(Endpoint endpoint, Failures failures) {
        return context -> {
            Exchange exchange = new Exchange(context);
            context.response().closeHandler(nothing -> exchange.gone());
            Context eventLoop = context.vertx().getOrCreateContext();
            try {
                workers.execute(() -> run(endpoint, failures, exchange, new ResponseStream(eventLoop, context)));
            } catch (RejectedExecutionException e) {
                context.response().setStatusCode(503).end("shutting down\n");
            }
        };
    }

    private static void run(Endpoint endpoint, Failures failures, Exchange exchange, ResponseStream out) {
        Reply reply;
        try {
            reply = endpoint.answer(exchange);
        } catch (Exception e) {
            reply = failures.reply(e);
            if (reply.status() >= 500 && reply.status() != 503) {
                LOG.error("a request failed", e);
            }
        }
        try {
            send(reply, out);
        } catch (ResponseStream.GoneException e) {
            LOG.debug("the client went away");
        } catch (IOException | RuntimeException e) {
            Reply instead = e instanceof RuntimeException failure && !out.begun() ? failures.reply(failure) : null;
            if (instead == null) {
                LOG.error("an answer broke off", e);
                out.abort();
            } else {
                sendInstead(instead, out);
            }
        }
    }

    private static void send(Reply reply, ResponseStream out) throws IOException {
        out.head(reply);
        reply.body().writeTo(out);
        out.close();
    }

    private static void sendInstead(Reply reply, ResponseStream out) {
        try {
            out.restart();
            send(reply, out);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the failure could not be told", e);
            out.abort();
        }
    }
}
