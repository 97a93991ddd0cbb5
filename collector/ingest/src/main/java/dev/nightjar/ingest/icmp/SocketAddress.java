package dev.nightjar.ingest.icmp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Turns an address into C's {@code struct sockaddr_in} or {@code sockaddr_in6} and back; ports are 0. */
final class SocketAddress {
    private static final int FOUR_BYTES = 16;
    private static final int FOUR_AT = 4;
    private static final int SIX_BYTES = 28;
    private static final int SIX_AT = 8;
    private static final int SCOPE_AT = 24;

    private SocketAddress() {}

    static MemorySegment write(InetAddress address, Arena arena) {
        boolean six = address instanceof Inet6Address;
        MemorySegment to = arena.allocate(six ? SIX_BYTES : FOUR_BYTES, Long.BYTES);
        to.set(ValueLayout.JAVA_SHORT, 0, (short) (six ? Linux.AF_INET6 : Linux.AF_INET));
        byte[] bytes = address.getAddress();
        MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, six ? SIX_AT : FOUR_AT, bytes.length);
        if (address instanceof Inet6Address scoped) {
            to.set(ValueLayout.JAVA_INT, SCOPE_AT, scoped.getScopeId());
        }
        return to;
    }

    /** Empty where there is none. */
    static Optional<InetAddress> read(MemorySegment from) {
        int family = from.byteSize() < FOUR_BYTES ? 0 : from.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0);
        try {
            return switch (family) {
                case Linux.AF_INET -> Optional.of(InetAddress.getByAddress(bytes(from, FOUR_AT, 4)));
                case Linux.AF_INET6 ->
                    from.byteSize() < SIX_BYTES
                            ? Optional.empty()
                            : Optional.of(InetAddress.getByAddress(bytes(from, SIX_AT, 16)));
                default -> Optional.empty();
            };
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static byte[] bytes(MemorySegment from, long at, long length) {
        return from.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
