package dev.nightjar.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection, seen from before everything else of it: whether a request is under way, and since when not.
 * A client that begins a request and does not get to the end of its head in time is hung up on. What changes it comes on
 * its event loop; what is asked of it may be asked from any thread.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final ClientConnections all;
    private final LongSupplier nanos;
    private final long headWithinMillis;
    private final @Nullable InetAddress address;
    private volatile boolean begun;
    private volatile boolean unwanted;
    private volatile boolean underWay;
    private volatile long quietSince;
    private long requests;
    private @Nullable Future<?> deadline;

    ClientConnection(Channel channel, ClientConnections all, LongSupplier nanos, long headWithinMillis) {
        this.channel = channel;
        this.all = all;
        this.nanos = nanos;
        this.headWithinMillis = headWithinMillis;
        this.address = channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        this.quietSince = nanos.getAsLong();
    }

    /** That of a channel; null where it was not accepted by a {@link ClientConnections}. */
    static @Nullable ClientConnection of(Channel channel) {
        return channel.pipeline().get(ClientConnection.class);
    }

    Channel channel() {
        return channel;
    }

    @Nullable
    InetAddress address() {
        return address;
    }

    /** Nanoseconds of the clock; of a connection that {@link #isQuiet}. */
    long quietSince() {
        return quietSince;
    }

    /** Whether nobody misses an answer if it is closed. What is no HTTP any more never is. */
    boolean isQuiet() {
        if (!begun) {
            return true;
        }
        ChannelPipeline pipeline = channel.pipeline();
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        return http2 == null ? awaitsHead() && !underWay : http2.connection().numActiveStreams() == 0;
    }

    private boolean awaitsHead() {
        ChannelPipeline pipeline = channel.pipeline();
        return pipeline.get(HttpRequestDecoder.class) != null || pipeline.get(Http1xOrH2CHandler.class) != null;
    }

    /** Hangs up, be it as soon as it has begun. From any thread. */
    void makeRoom() {
        unwanted = true;
        if (channel.isRegistered()) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begun = true;
        if (unwanted) {
            var _ = context.close();
        } else {
            context.fireChannelActive();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (!underWay) {
            quietSince = nanos.getAsLong();
        }
        long before = requests;
        context.fireChannelRead(bytes);
        if (requests == before && !underWay && deadline == null) { // it may have been answered by now
            deadline = context.executor().schedule(this::hangUp, headWithinMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** A request's head is there. */
    void begins() {
        requests++;
        underWay = true;
        cancel();
    }

    /** Everything asked so far is answered. */
    void rests() {
        underWay = false;
        quietSince = nanos.getAsLong();
    }

    private void hangUp() {
        deadline = null;
        if (awaitsHead() && !underWay) {
            all.slow();
            var _ = channel.close();
        }
    }

    private void cancel() {
        Future<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }
}
