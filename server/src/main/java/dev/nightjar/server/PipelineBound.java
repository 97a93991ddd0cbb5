package dev.nightjar.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many requests of one connection be under way at one time. A client that sends more without waiting for
 * answers is not read on until some have left: the compressor behind this fails, for every request, beyond 128.
 */
final class PipelineBound extends ChannelDuplexHandler {
    private static final int MOST_UNDER_WAY = 64;

    private final Deque<Object> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean releasing;
    private boolean readAsked;

    /** For each new connection; HTTP/2 bounds its streams itself. */
    static void bind(HttpConnection connection) {
        if (connection instanceof Http1xServerConnection http1) {
            ChannelPipeline pipeline = http1.channel().pipeline();
            ChannelHandlerContext compressor = pipeline.context(HttpContentEncoder.class);
            if (compressor != null) {
                pipeline.addBefore(compressor.name(), "pipeline-bound", new PipelineBound());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (waiting.isEmpty() && mayPass(message)) {
            pass(context, message);
        } else {
            waiting.add(message);
        }
    }

    private boolean mayPass(Object message) {
        return !(message instanceof HttpRequest) || underWay < MOST_UNDER_WAY;
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            underWay++;
            ClientConnection client = ClientConnection.of(context.channel());
            if (client != null) {
                client.begins();
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (waiting.isEmpty()) {
            context.read();
        } else {
            readAsked = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message, promise);
        boolean onTheWay = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !onTheWay) {
            underWay--;
            release(context);
            rest(context);
        }
    }

    private void rest(ChannelHandlerContext context) {
        ClientConnection client = ClientConnection.of(context.channel());
        if (underWay == 0 && client != null) {
            client.rests();
        }
    }

    /** What is passed on may be answered at once, which comes here again: one loop does for all. */
    private void release(ChannelHandlerContext context) {
        if (releasing || waiting.isEmpty()) {
            return;
        }
        releasing = true;
        try {
            while (!waiting.isEmpty() && mayPass(waiting.peekFirst())) {
                pass(context, waiting.removeFirst());
            }
        } finally {
            releasing = false;
        }
        context.fireChannelReadComplete();
        if (waiting.isEmpty() && readAsked) {
            readAsked = false;
            context.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        drop();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        drop();
    }

    private void drop() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
