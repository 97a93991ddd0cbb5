package dev.nightjar.ingest.port;

import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.model.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives datagrams. Who sends them cannot be told to wait, so one thread only receives, into a queue; where the store
 * is slower than that for long, datagrams are lost, and each that is lost is counted: here, and by the kernel.
 */
final class DatagramPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

    private static final int LARGEST_DATAGRAM = 64 << 10;

    /** Between two looks at what the kernel dropped, and at whether to end. */
    private static final long LOOK_MILLIS = 200;

    /** Of the socket; the kernel may give less. */
    private static final int BUFFER_BYTES = 4 << 20;

    private final DatagramChannel channel;
    private final MessageIntake intake;
    private final int maxBytes;
    private final InstantSource clock;
    private final KernelDrops drops;
    private final DatagramQueue queue;
    private final Thread receiving;
    private final Thread storing;
    private volatile boolean closed;
    private long nextLookMillis;

    DatagramPort(InetSocketAddress address, MessageIntake intake, IngestLimits limits, InstantSource clock)
            throws IOException {
        this.intake = intake;
        this.maxBytes = limits.maxLineBytes();
        this.queue = new DatagramQueue(limits.maxInFlightBytes() / 4);
        this.clock = clock;
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        drops = new KernelDrops(port());
        String name = intake.protocol().name() + "-udp";
        receiving = Thread.ofPlatform().name(name).daemon(true).start(this::receive);
        storing = Thread.ofVirtual().name(name + "-store").start(this::store);
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
        @Nullable InetAddress last = null;
        String sender = "";
        while (true) {
            try {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                buffer.flip();
                if (!from.getAddress().equals(last)) {
                    last = from.getAddress();
                    sender = String.valueOf(last.getHostAddress());
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                Instant now = clock.instant();
                take(new Datagram(bytes, sender, now.getEpochSecond() * 1_000_000_000L + now.getNano()));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn(
                        "{}: a datagram could not be received",
                        intake.protocol().name(),
                        e);
            }
        }
    }

    private void take(Datagram datagram) {
        if (!queue.offer(datagram)) {
            intake.lost(
                    datagram.sender(),
                    new Rejection(
                            "overloaded",
                            "the store is slower than what comes, and datagrams cannot be made to wait; use TCP",
                            datagram.size(intake.protocol().framing())));
        }
    }

    /** Never interrupted: an interrupt would close the file that a store is writing. */
    private void store() {
        List<Datagram> datagrams = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        try {
            while (!closed || !queue.isEmpty()) {
                queue.take(datagrams, LOOK_MILLIS);
                lookForDrops();
                takeApart(datagrams, messages);
                if (!messages.isEmpty()) {
                    storeAll(messages);
                }
                datagrams.clear();
                messages.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeApart(List<Datagram> datagrams, List<Message> to) {
        MessageProtocol.Framing framing = intake.protocol().framing();
        for (Datagram one : datagrams) {
            int tooLong = one.messages(framing, maxBytes, intake::nextPlace, to);
            if (tooLong > 0) {
                intake.lost(one.sender(), MessageFrames.tooLong(maxBytes, tooLong));
            }
        }
    }

    private void lookForDrops() {
        if (clock.millis() < nextLookMillis) {
            return;
        }
        nextLookMillis = clock.millis() + LOOK_MILLIS;
        long dropped = drops.more();
        if (dropped > 0) {
            intake.lost(
                    "kernel",
                    new Rejection(
                            "socket_buffer_full",
                            "datagrams came faster than they could be read; raise net.core.rmem_max, or use TCP",
                            dropped));
        }
    }

    private void storeAll(List<Message> messages) throws InterruptedException {
        Optional<Duration> wait = intake.store(messages);
        while (wait.isPresent()) {
            if (closed) {
                intake.lost(
                        "stop",
                        new Rejection("stopped", "the server stopped before they were stored", messages.size()));
                return;
            }
            Thread.sleep(wait.get());
            wait = intake.store(messages);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
        try {
            receiving.join();
            storing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
