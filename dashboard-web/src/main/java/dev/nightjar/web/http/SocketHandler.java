package dev.nightjar.web.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns requests into WebSockets that a worker talks on. */
public final class SocketHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);
    private static final int SERVER_ERROR = 1011;
    private static final long PING_MILLIS = 5000;
    private static final long LONGEST_STALL_MILLIS = 30_000;

    /** Says what a connection is for before it is made, on a worker; may block and throw. */
    @FunctionalInterface
    public interface Endpoint {
        Conversation open(Exchange exchange) throws Exception;
    }

    /** Talks on a worker of its own until it returns; the connection is then closed. */
    public interface Conversation {
        void hold(SocketStream out) throws Exception;

        /** The other side went away: {@link #hold} should return. From any thread. */
        void gone();
    }

    private final Executor workers;
    private final Endpoint endpoint;
    private final Dispatcher.Failures failures;
    private final long pingMillis;
    private final long longestStallMillis;

    public SocketHandler(Executor workers, Endpoint endpoint, Dispatcher.Failures failures) {
        this(workers, endpoint, failures, PING_MILLIS, LONGEST_STALL_MILLIS);
    }

    /**
     * @param pingMillis how often it is looked whether the other side is there, and may still be
     * @param longestStallMillis that it may take nothing of what it is sent
     */
    SocketHandler(
            Executor workers,
            Endpoint endpoint,
            Dispatcher.Failures failures,
            long pingMillis,
            long longestStallMillis) {
        this.pingMillis = pingMillis;
        this.longestStallMillis = longestStallMillis;
        this.workers = workers;
        this.endpoint = endpoint;
        this.failures = failures;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            refuse(context, new HttpProblem(400, "this path takes a WebSocket: send Upgrade: websocket", null, null));
            return;
        }
        Exchange exchange = new Exchange(context);
        Context eventLoop = context.vertx().getOrCreateContext();
        context.request().pause();
        workers.execute(() -> {
            try {
                Conversation conversation = endpoint.open(exchange);
                eventLoop.runOnContext(nothing -> upgrade(context, eventLoop, conversation));
            } catch (Exception e) {
                eventLoop.runOnContext(nothing -> refuse(context, e));
            }
        });
    }

    private void refuse(RoutingContext context, Exception failure) {
        Reply reply = failures.reply(failure);
        if (reply.status() >= 500 && reply.status() != 503) {
            LOG.error("a connection could not be opened", failure);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            reply.body().writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        HttpServerResponse response = context.response();
        reply.headers().forEach(response::putHeader);
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", reply.contentType())
                .end(Buffer.buffer(body.toByteArray()));
        context.request().resume();
    }

    private void upgrade(RoutingContext context, Context eventLoop, Conversation conversation) {
        context.request()
                .toWebSocket()
                .onFailure(e -> {
                    LOG.debug("no WebSocket came about", e);
                    conversation.gone();
                })
                .onSuccess(socket -> talk(context, eventLoop, socket, conversation));
    }

    private void talk(RoutingContext context, Context eventLoop, ServerWebSocket socket, Conversation conversation) {
        SocketStream out =
                new SocketStream(eventLoop, socket, Pass.of(context), longestStallMillis, () -> cut(context));
        long pings = context.vertx().setPeriodic(pingMillis, id -> {
            if (out.isAdmitted()) {
                if (!socket.writeQueueFull()) { // else it is known to be slow, and pings would pile up
                    socket.writePing(Buffer.buffer());
                }
            } else {
                conversation.gone();
            }
        });
        socket.exceptionHandler(e -> LOG.debug("a WebSocket broke", e));
        socket.closeHandler(nothing -> {
            context.vertx().cancelTimer(pings);
            out.gone();
            conversation.gone();
        });
        workers.execute(() -> {
            try {
                conversation.hold(out);
                out.close(1000, "");
            } catch (ResponseStream.GoneException e) {
                LOG.debug("the client went away");
                out.close(1000, "");
            } catch (Exception e) {
                LOG.warn("a WebSocket ends: {}", e.getMessage());
                out.close(SERVER_ERROR, String.valueOf(e.getMessage()));
            }
        });
    }

    /** By its channel: Vert.x closes a WebSocket in words, behind all that waits to be taken. */
    private static void cut(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().pipeline().firstContext().close();
        }
    }
}
