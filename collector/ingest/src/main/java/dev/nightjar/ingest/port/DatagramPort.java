package dev.nightjar.ingest.port;

import dev.nightjar.model.Rejection;
import java.io.IOException;
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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives datagrams. Who sends them cannot be told to wait, so one thread only receives, into a queue; where the store
 * is slower than that for long, datagrams are lost, and each that is lost is counted: here, and by the kernel.
 */
final class DatagramPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

    private static final int LARGEST_DATAGRAM = 64 << 10;
    private static final int QUEUED = 16_384;
    private static final int MOST_AT_ONCE = 2048;

    /** Between two looks at what the kernel dropped, and at whether to end. */
    private static final long LOOK_MILLIS = 200;

    /** Of the socket; the kernel may give less. */
    private static final int BUFFER_BYTES = 4 << 20;

    private final DatagramChannel channel;
    private final MessageIntake intake;
    private final int maxBytes;
    private final InstantSource clock;
    private final KernelDrops drops;
    private final ArrayBlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Thread receiving;
    private final Thread storing;
    private volatile boolean closed;

    DatagramPort(InetSocketAddress address, MessageIntake intake, int maxBytes, InstantSource clock)
            throws IOException {
        this.intake = intake;
        this.maxBytes = maxBytes;
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
        while (true) {
            try {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                buffer.flip();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                take(bytes, String.valueOf(from.getAddress().getHostAddress()));
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

    private void take(byte[] bytes, String sender) {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        for (byte[] one : messages(bytes, sender)) {
            if (!queue.offer(new Message(one, sender, nanos))) {
                intake.lost(
                        sender,
                        new Rejection(
                                "overloaded",
                                "the store is slower than what comes, and datagrams cannot be made to wait; use TCP",
                                1));
            }
        }
    }

    private List<byte[]> messages(byte[] bytes, String sender) {
        if (intake.protocol().framing() == MessageProtocol.Framing.COUNTED_OR_LINES) {
            if (bytes.length > maxBytes) {
                intake.lost(sender, tooLong(1));
                return List.of();
            }
            return bytes.length == 0 ? List.of() : List.of(bytes);
        }
        MessageFrames frames = new MessageFrames(false, maxBytes);
        List<byte[]> messages = new ArrayList<>(frames.feed(bytes));
        messages.addAll(frames.end());
        int tooLong = frames.takeTooLong();
        if (tooLong > 0) {
            intake.lost(sender, tooLong(tooLong));
        }
        return messages;
    }

    private Rejection tooLong(int messages) {
        return MessageFrames.tooLong(maxBytes, messages);
    }

    /** Never interrupted: an interrupt would close the file that a store is writing. */
    private void store() {
        List<Message> messages = new ArrayList<>();
        try {
            while (!closed || !queue.isEmpty()) {
                Message first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                long dropped = drops.more();
                if (dropped > 0) {
                    intake.lost(
                            "kernel",
                            new Rejection(
                                    "socket_buffer_full",
                                    "datagrams came faster than they could be read; raise net.core.rmem_max, or use TCP",
                                    dropped));
                }
                if (first != null) {
                    messages.add(first);
                    queue.drainTo(messages, MOST_AT_ONCE - 1);
                    storeAll(messages);
                    messages.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
