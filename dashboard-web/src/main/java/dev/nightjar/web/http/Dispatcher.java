package dev.nightjar.web.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final Admission admission;
    private final RequestBody.Room room;

    /** {@code workers} should start a virtual thread for each task. */
    public Dispatcher(Executor workers) {
        this(
                workers,
                Admission.free(),
                RequestBody.Room.forHeap(Runtime.getRuntime().maxMemory()));
    }

    private Dispatcher(Executor workers, Admission admission, RequestBody.Room room) {
        this.workers = workers;
        this.admission = admission;
        this.room = room;
    }

    /** The same, with at most so many requests at one time as {@code other} admits; bodies have their room together. */
    public Dispatcher within(Admission other) {
        return new Dispatcher(workers, other, room);
    }

    /** Reads the body of a request, of at most so many bytes, for the {@link #handler} behind it in the route. */
    public Handler<RoutingContext> body(int mostBytes) {
        return new RequestBody(room, mostBytes);
    }

    public Handler<RoutingContext> handler(Endpoint endpoint, Failures failures) {
        return context -> {
            Exchange exchange = new Exchange(context);
            context.response().closeHandler(nothing -> exchange.gone());
            Context eventLoop = context.vertx().getOrCreateContext();
            ResponseStream out = new ResponseStream(eventLoop, context, () -> admission.waiting() > 0);
            try {
                workers.execute(() -> admitted(endpoint, failures, exchange, out));
            } catch (RejectedExecutionException e) {
                context.response().setStatusCode(503).end("shutting down\n");
            }
        };
    }

    /** Tells of bodies that are too large or cannot be read in the words of these routes. */
    public static Handler<RoutingContext> unreadable(Failures failures) {
        return context -> {
            // bodies are read before anything of ours runs: what their decoder throws is the sender's
            int status = context.failure() instanceof RuntimeException && context.statusCode() == 500
                    ? 400
                    : context.statusCode();
            HttpProblem problem = context.failure() instanceof HttpProblem known
                    ? known
                    : new HttpProblem(
                            status < 400 ? 400 : status,
                            "the request could not be read",
                            null,
                            "see that its body is complete and what its Content-Type says");
            if (context.response().ended() || context.response().headWritten()) {
                return;
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            Reply reply = failures.reply(problem);
            try {
                reply.body().writeTo(body);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
            reply.headers().forEach(context.response()::putHeader);
            context.response()
                    .setStatusCode(reply.status())
                    .putHeader("Content-Type", reply.contentType())
                    .end(Buffer.buffer(body.toByteArray()));
        };
    }

    private void admitted(Endpoint endpoint, Failures failures, Exchange exchange, ResponseStream out) {
        try (Admission.Place _ = admission.enter(Admission.Rank.of(exchange))) {
            run(endpoint, failures, exchange, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.abort();
        } catch (HttpProblem full) {
            sendOrLeave(failures.reply(full), out);
        }
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
        } catch (StackOverflowError e) {
            reply = failures.reply(new HttpProblem(422, "the request is nested too deep", null, "nest less"));
        } catch (Error e) {
            // whoever asked must not wait for ever, whatever becomes of this process
            LOG.error("a request failed", e);
            sendOrLeave(failures.reply(new HttpProblem(500, Problems.INTERNAL, null, null)), out);
            throw e;
        }
        try {
            send(reply, out);
        } catch (ResponseStream.GoneException e) {
            LOG.debug("the client went away");
            out.abort();
        } catch (IOException | RuntimeException e) {
            LOG.error("an answer broke off", e);
            if (out.begun()) {
                out.abort();
            } else {
                out.restart();
                sendOrLeave(failures.reply(e), out);
            }
        }
    }

    private static void send(Reply reply, ResponseStream out) throws IOException {
        out.head(reply);
        reply.body().writeTo(out);
        out.tail(reply.body().trailers());
        out.close();
    }

    private static void sendOrLeave(Reply reply, ResponseStream out) {
        try {
            send(reply, out);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the failure could not be told", e);
            out.abort();
        }
    }
}
