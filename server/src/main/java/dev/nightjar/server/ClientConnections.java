package dev.nightjar.server;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that are connected to a port of this process that speaks HTTP, so many at most: each takes a file descriptor, of
 * which the stores need some, and memory. Where one more would be too many, those on which nothing is under way make
 * room, the longest quiet first, of the address that has the most of them: who only connects cannot keep others out.
 * Thread-safe.
 */
@Sharable
final class ClientConnections extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);
    private static final int FEWEST = 256;
    private static final int MOST = 16_384;

    /** What a connection with the beginning of a request takes, generously. */
    private static final int HEAP_BYTES = 64 << 10;

    /** So many at a time make room, so that not each of many connections needs to look at all. */
    private static final int SHARE_CLOSED = 16;

    private static final int FEWEST_CLOSING = 64;
    private static final long HEAD_WITHIN_MILLIS = 30_000;
    private static final long SAID_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final long headWithinMillis;
    private final LongSupplier nanos;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();

    /** Those that made room and still have their descriptors; of these there may be some more. */
    private final Set<ClientConnection> closing = ConcurrentHashMap.newKeySet();

    private final AtomicLong slow = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private long saidAt;

    ClientConnections(int most, long headWithinMillis, LongSupplier nanos) {
        this.most = most;
        this.headWithinMillis = headWithinMillis;
        this.nanos = nanos;
        this.saidAt = nanos.getAsLong() - SAID_EVERY_NANOS;
    }

    /** As many as this process' descriptors and memory are good for. */
    static ClientConnections forProcess() {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        long most = Math.min(descriptors / 2, Runtime.getRuntime().maxMemory() / HEAP_BYTES);
        return new ClientConnections(Math.clamp(most, FEWEST, MOST), HEAD_WITHIN_MILLIS, System::nanoTime);
    }

    /** Has every port of HTTP that is opened through it accept by this. */
    io.vertx.core.transport.Transport transport() {
        Transport bounded = new NioTransport() {
            @Override
            public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
                super.configure(options, domainSocket, bootstrap);
                if (options instanceof HttpServerOptions) { // other ports have a bound of their own
                    bootstrap.handler(ClientConnections.this);
                }
            }
        };
        return new io.vertx.core.transport.Transport() {
            @Override
            public String name() {
                return "nio";
            }

            @Override
            public boolean available() {
                return true;
            }

            @Override
            public @Nullable Throwable unavailabilityCause() {
                return null;
            }

            @Override
            public Transport implementation() {
                return bounded;
            }
        };
    }

    /** On a listening channel: a connection was accepted. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel channel = (Channel) accepted;
        if (!admit(new ClientConnection(channel, this, nanos, headWithinMillis))) {
            channel.unsafe().closeForcibly();
            return;
        }
        context.fireChannelRead(accepted);
    }

    private synchronized boolean admit(ClientConnection connection) {
        boolean hasRoom = closing.size() < Math.max(FEWEST_CLOSING, most / 4) && (open.size() < most || makeRoom() > 0);
        if (!hasRoom) {
            refused.incrementAndGet();
            return false;
        }
        open.add(connection);
        connection.channel().pipeline().addFirst(connection);
        var _ = connection.channel().closeFuture().addListener(gone -> {
            open.remove(connection);
            closing.remove(connection);
        });
        return true;
    }

    private int makeRoom() {
        long now = nanos.getAsLong();
        Map<@Nullable InetAddress, Integer> by = new HashMap<>();
        List<ClientConnection> quiet = open.stream()
                .filter(ClientConnection::isQuiet)
                .peek(each -> by.merge(each.address(), 1, Integer::sum))
                .toList();
        List<ClientConnection> least = quiet.stream()
                .sorted(Comparator.<ClientConnection>comparingInt(each -> -by.getOrDefault(each.address(), 0))
                        .thenComparingLong(each -> each.quietSince() - now))
                .limit(Math.max(1, most / SHARE_CLOSED))
                .toList();
        say(least);
        for (ClientConnection each : least) {
            closing.add(each);
            open.remove(each);
            closed.incrementAndGet();
            each.makeRoom();
        }
        return least.size();
    }

    private void say(List<ClientConnection> least) {
        long now = nanos.getAsLong();
        if (now - saidAt < SAID_EVERY_NANOS) {
            return;
        }
        saidAt = now;
        if (least.isEmpty()) {
            LOG.warn("there are {} connections already, all with requests under way: more are refused", most);
        } else {
            LOG.warn(
                    "there are {} connections already: quiet ones are closed for new ones, first those of {}",
                    most,
                    least.getFirst().address());
        }
    }

    /** One is hung up on that did not get to the end of a request's head. */
    void slow() {
        slow.incrementAndGet();
    }

    /** What {@code /metrics} tells of them. */
    void describe(SelfMetrics metrics) {
        metrics.gauge("nightjar.connections", "Connections of clients to all ports that speak HTTP.", open::size)
                .gauge("nightjar.connections.most", "So many there may be at one time.", () -> most)
                .counter(
                        "nightjar.connections.slow",
                        "Closed as a request's head had not arrived within 30 s, since the start.",
                        slow::doubleValue)
                .counter(
                        "nightjar.connections.closed",
                        "Closed, quiet, to make room for others, since the start.",
                        closed::doubleValue)
                .counter(
                        "nightjar.connections.refused",
                        "Refused as requests were under way on all others, since the start.",
                        refused::doubleValue);
    }
}
