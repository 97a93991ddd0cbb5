package dev.nightjar.ingest.port;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.model.Rejection;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens ports for protocols that come without HTTP, and closes them all. Not thread-safe. */
public final class Ports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    /** Of one port; each may hold a piece of what it sent. */
    private static final int MOST_CONNECTIONS = 1024;

    private static final int FEWEST_CONNECTIONS = 64;

    /** The part of the process' descriptors that the connections of one port may take. */
    private static final int DESCRIPTOR_SHARE = 16;

    private final Vertx vertx;
    private final IngestLimits limits;
    private final IngestCounters counters;
    private final InstantSource clock;
    private final Executor workers;
    private final int mostConnections;
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** @param workers should start a virtual thread for each task */
    public Ports(Vertx vertx, IngestLimits limits, IngestCounters counters, InstantSource clock, Executor workers) {
        this(vertx, limits, counters, clock, workers, mostConnections());
    }

    private static int mostConnections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Math.clamp(unix.getMaxFileDescriptorCount() / DESCRIPTOR_SHARE, FEWEST_CONNECTIONS, MOST_CONNECTIONS)
                : MOST_CONNECTIONS;
    }

    Ports(
            Vertx vertx,
            IngestLimits limits,
            IngestCounters counters,
            InstantSource clock,
            Executor workers,
            int mostConnections) {
        this.mostConnections = mostConnections;
        this.vertx = vertx;
        this.limits = limits;
        this.counters = counters;
        this.clock = clock;
        this.workers = workers;
    }

    /** Takes datagrams in; answers the port, which is a free one for 0. */
    public int udp(String host, int port, MessageProtocol protocol) throws IOException {
        DatagramPort datagrams = new DatagramPort(
                new InetSocketAddress(host, port), new MessageIntake(protocol, counters), limits, clock);
        opened.add(datagrams);
        return datagrams.port();
    }

    /** Takes connections in, encrypted or not; answers the port, which is a free one for 0. */
    public int tcp(String host, int port, MessageProtocol protocol, Optional<PortTls> tls) throws IOException {
        NetServerOptions options = new NetServerOptions().setHost(host).setPort(port);
        tls.ifPresent(how -> encrypt(options, how.showing(how.files().shown())));
        MessageIntake intake = new MessageIntake(protocol, counters);
        OpenConnections connections = new OpenConnections(mostConnections);
        NetServer server = vertx.createNetServer(options)
                .connectHandler(socket -> connected(socket, intake, connections))
                .exceptionHandler(e -> LOG.debug("{}: a connection failed", protocol.name(), e));
        try {
            server.listen().toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening " + host + ":" + port, e);
        }
        tls.ifPresent(how -> how.files()
                .follow(renewed -> server.updateSSLOptions(how.showing(renewed))
                        .onFailure(why -> LOG.warn(
                                "port {} does not show the renewed {}: {}",
                                server.actualPort(),
                                how.files(),
                                why.getMessage()))));
        opened.add(
                () -> server.close().toCompletionStage().toCompletableFuture().get());
        return server.actualPort();
    }

    private static void encrypt(NetServerOptions options, ServerSSLOptions how) {
        options.setSsl(true)
                .setKeyCertOptions(how.getKeyCertOptions())
                .setClientAuth(how.getClientAuth())
                .setTrustOptions(how.getTrustOptions());
    }

    private void connected(NetSocket socket, MessageIntake intake, OpenConnections connections) {
        StreamConnection one =
                new StreamConnection(vertx, socket, intake, limits.maxLineBytes(), clock, workers, connections::remove);
        switch (connections.admit(one, clock.instant())) {
            case OpenConnections.Admission.Admitted() -> one.start();
            case OpenConnections.Admission.InPlaceOf(StreamConnection other) -> {
                intake.lost(other.sender(), tooMany("this one was silent for the longest and is closed"));
                other.close();
                one.start();
            }
            case OpenConnections.Admission.Refused() -> {
                intake.lost(one.sender(), tooMany("all of them are in use"));
                socket.close();
            }
        }
    }

    private Rejection tooMany(String then) {
        return new Rejection(
                "too_many_connections", "there are " + mostConnections + " connections already, and " + then, 0);
    }

    @Override
    public void close() {
        for (AutoCloseable one : opened.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                LOG.warn("a port did not close", e);
            }
        }
        opened.clear();
    }
}
