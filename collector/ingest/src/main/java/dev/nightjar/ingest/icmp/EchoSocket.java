package dev.nightjar.ingest.icmp;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sends one echo request and waits for its answer: over a socket that needs no privileges where the kernel grants one, else
 * over a raw one. Blocks in the C library, so it is for threads of the platform, not virtual ones. For the thread that opened it.
 */
public final class EchoSocket implements AutoCloseable {
    /** Of a packet's payload, so that with its headers it is one of IPv4. */
    public static final int MOST_PAYLOAD_BYTES = 65_507;

    private static final String NOT_ALLOWED =
            "the kernel lets this process ping nobody: its group is not in net.ipv4.ping_group_range, and it has no"
                    + " CAP_NET_RAW; set the sysctl net.ipv4.ping_group_range to \"0 2147483647\", or give it that capability";

    /** Beyond the payload: headers of IP with all options, and of ICMP; and errors, which quote at most so much. */
    private static final int HEADERS_BYTES = 2048;

    private final SocketCalls calls;
    private final InetAddress to;
    private final boolean six;
    private final boolean raw;
    private final int descriptor;

    private EchoSocket(SocketCalls calls, InetAddress to, boolean raw, int descriptor) {
        this.calls = calls;
        this.to = to;
        this.six = to instanceof Inet6Address;
        this.raw = raw;
        this.descriptor = descriptor;
    }

    /**
     * @param source of this machine's addresses, to send from; empty for the one that the kernel takes
     * @param hops routers that the packet may pass; 0 for as many as the kernel gives it
     * @throws IOException whose message says what to do where the kernel does not allow it
     */
    public static EchoSocket open(InetAddress to, Optional<InetAddress> source, int hops, boolean dontFragment)
            throws IOException {
        SocketCalls calls = SocketCalls.present()
                .orElseThrow(() -> new IOException(
                        "not supported yet: icmp elsewhere than on 64-bit Linux with --enable-native-access"));
        EchoSocket socket = open(calls, to);
        try {
            socket.configure(hops, dontFragment);
            if (source.isPresent()) {
                socket.bind(source.get());
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static EchoSocket open(SocketCalls calls, InetAddress to) throws IOException {
        boolean six = to instanceof Inet6Address;
        int family = six ? Linux.AF_INET6 : Linux.AF_INET;
        int protocol = six ? Linux.IPPROTO_ICMPV6 : Linux.IPPROTO_ICMP;
        try {
            int plain = calls.socket(family, Linux.SOCK_DGRAM | Linux.SOCK_FLAGS, protocol);
            return new EchoSocket(calls, to, false, plain);
        } catch (KernelException e) {
            if (!e.isForbidden()) {
                throw e;
            }
        }
        try {
            return new EchoSocket(calls, to, true, calls.socket(family, Linux.SOCK_RAW | Linux.SOCK_FLAGS, protocol));
        } catch (KernelException e) {
            throw e.isForbidden() ? new IOException(NOT_ALLOWED, e) : e;
        }
    }

    private void configure(int hops, boolean dontFragment) throws IOException {
        int level = six ? Linux.IPPROTO_IPV6 : Linux.IPPROTO_IP;
        if (hops > 0) {
            calls.option(descriptor, level, six ? Linux.IPV6_UNICAST_HOPS : Linux.IP_TTL, hops);
        }
        if (dontFragment) {
            calls.option(descriptor, level, six ? Linux.IPV6_MTU_DISCOVER : Linux.IP_MTU_DISCOVER, Linux.PMTUDISC_DO);
        }
        calls.option(descriptor, level, six ? Linux.IPV6_RECVHOPLIMIT : Linux.IP_RECVTTL, 1);
        if (!raw) { // a raw socket sees errors as packets, and would be told here of those of others
            calls.option(descriptor, level, six ? Linux.IPV6_RECVERR : Linux.IP_RECVERR, 1);
        }
    }

    private void bind(InetAddress source) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            calls.bind(descriptor, SocketAddress.write(source, arena));
        }
    }

    /** Whether it needed a privilege. */
    public boolean isRaw() {
        return raw;
    }

    /**
     * @param id that tells this request from others of this machine, 16 bits
     * @param nanos a clock to measure durations with
     * @return empty where none came in time
     * @throws IOException where it could not be sent, or somebody says that it did not get there
     */
    public Optional<EchoReply> ask(int id, int sequence, byte[] payload, Duration timeout, LongSupplier nanos)
            throws IOException {
        EchoPacket request = new EchoPacket(six, id & 0xffff, sequence & 0xffff, payload);
        long until = nanos.getAsLong() + timeout.toNanos();
        try (Arena arena = Arena.ofConfined()) {
            calls.send(
                    descriptor,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, request.bytes()),
                    SocketAddress.write(to, arena));
            Received received = new Received(arena, HEADERS_BYTES + payload.length);
            MemorySegment waiting = arena.allocate(Long.BYTES, Integer.BYTES); // struct pollfd
            waiting.set(ValueLayout.JAVA_INT, 0, descriptor);
            waiting.set(ValueLayout.JAVA_SHORT, 4, Linux.POLLIN);
            for (long left = until - nanos.getAsLong(); left > 0; left = until - nanos.getAsLong()) {
                if (poll(waiting, left)) {
                    boolean error = (waiting.get(ValueLayout.JAVA_SHORT, 6) & Linux.POLLERR) != 0;
                    Optional<EchoReply> reply = error ? refused(received) : reply(request, received);
                    if (reply.isPresent()) {
                        return reply;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private boolean poll(MemorySegment waiting, long nanos) throws IOException {
        try {
            return calls.poll(waiting, (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1)) > 0;
        } catch (KernelException e) {
            if (e.isInterrupted()) {
                return false;
            }
            throw e;
        }
    }

    /** Fails with what the queue of errors says. */
    private Optional<EchoReply> refused(Received received) throws IOException {
        if (receive(received, Linux.MSG_ERRQUEUE) >= 0) {
            Optional<String> why = received.error(six);
            if (why.isPresent()) {
                throw new IOException(why.get());
            }
        }
        return Optional.empty();
    }

    private Optional<EchoReply> reply(EchoPacket request, Received received) throws IOException {
        long length = receive(received, 0);
        if (length < 0) {
            return Optional.empty();
        }
        byte[] packet = received.packet(length);
        int header = raw && !six && packet.length > 0 ? 4 * (packet[0] & 0xf) : 0;
        if (header > packet.length) {
            return Optional.empty();
        }
        byte[] icmp = Arrays.copyOfRange(packet, header, packet.length);
        Optional<InetAddress> sender = received.sender();
        Optional<EchoPacket.Answer> answer = request.answerIn(icmp, !raw);
        if (answer.isEmpty()) {
            return Optional.empty(); // of somebody else's conversation
        }
        return switch (answer.get()) {
            case EchoPacket.Answer.Reply it ->
                sender.filter(to::equals).map(same -> new EchoReply(it.whole(), received.hopLimit(six)));
            case EchoPacket.Answer.Refused no ->
                throw new IOException(sender.map(InetAddress::getHostAddress).orElse("somebody") + " "
                        + no.why().words());
        };
    }

    /** Negative where there is nothing after all. */
    private long receive(Received into, int flags) throws IOException {
        try {
            return calls.receive(descriptor, into.emptied(), flags);
        } catch (KernelException e) {
            if (e.isNothingYet() || e.isInterrupted()) {
                return -1;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            calls.close(descriptor);
        } catch (KernelException e) {
            // it is gone either way
        }
    }
}
