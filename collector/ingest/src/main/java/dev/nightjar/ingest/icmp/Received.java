package dev.nightjar.ingest.icmp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** Room for what {@code recvmsg} brings, used again for each packet. */
final class Received {
    private static final long NAME_BYTES = 28; // struct sockaddr_in6
    private static final long CONTROL_BYTES = 512;
    private static final long MESSAGE_BYTES = 56; // struct msghdr
    private static final long CONTROL_LENGTH_AT = 40;
    private static final long CONTROL_HEADER_BYTES = 16;
    /** {@code struct sock_extended_err}; the address of who sent the error follows it. */
    private static final long ERROR_BYTES = 16;

    private final MemorySegment name;
    private final MemorySegment packet;
    private final MemorySegment control;
    private final MemorySegment vector;
    private final MemorySegment message;

    /** @param bytes of the largest packet that has to be seen whole */
    Received(Arena arena, int bytes) {
        name = arena.allocate(NAME_BYTES, Long.BYTES);
        packet = arena.allocate(bytes, Long.BYTES);
        control = arena.allocate(CONTROL_BYTES, Long.BYTES);
        vector = arena.allocate(2 * Long.BYTES, Long.BYTES);
        message = arena.allocate(MESSAGE_BYTES, Long.BYTES);
    }

    /** To be filled. */
    MemorySegment emptied() {
        name.fill((byte) 0);
        vector.setAtIndex(ValueLayout.ADDRESS, 0, packet);
        vector.setAtIndex(ValueLayout.JAVA_LONG, 1, packet.byteSize());
        message.fill((byte) 0);
        message.set(ValueLayout.ADDRESS, 0, name);
        message.set(ValueLayout.JAVA_INT, 8, (int) NAME_BYTES);
        message.set(ValueLayout.ADDRESS, 16, vector);
        message.set(ValueLayout.JAVA_LONG, 24, 1L);
        message.set(ValueLayout.ADDRESS, 32, control);
        message.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH_AT, CONTROL_BYTES);
        return message;
    }

    byte[] packet(long length) {
        return packet.asSlice(0, Math.min(length, packet.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Who sent it. */
    Optional<InetAddress> sender() {
        return SocketAddress.read(name);
    }

    /** How many more routers it could have passed. */
    OptionalInt hopLimit(boolean six) {
        MemorySegment found =
                six ? said(Linux.IPPROTO_IPV6, Linux.IPV6_HOPLIMIT) : said(Linux.IPPROTO_IP, Linux.IP_TTL);
        return found.byteSize() >= Integer.BYTES
                ? OptionalInt.of(found.get(ValueLayout.JAVA_INT, 0))
                : OptionalInt.empty();
    }

    /** What the queue of errors says, in words. */
    Optional<String> error(boolean six) {
        MemorySegment found =
                six ? said(Linux.IPPROTO_IPV6, Linux.IPV6_RECVERR) : said(Linux.IPPROTO_IP, Linux.IP_RECVERR);
        if (found.byteSize() < ERROR_BYTES) {
            return Optional.empty();
        }
        int number = found.get(ValueLayout.JAVA_INT, 0);
        int type = found.get(ValueLayout.JAVA_BYTE, 5) & 0xff;
        int code = found.get(ValueLayout.JAVA_BYTE, 6) & 0xff;
        boolean local = found.get(ValueLayout.JAVA_BYTE, 4) == 1;
        Optional<InetAddress> by = SocketAddress.read(found.asSlice(ERROR_BYTES));
        return local || by.isEmpty()
                ? Optional.of(KernelException.words(number))
                : Refusal.of(six, type, code)
                        .map(why -> by.get().getHostAddress() + " " + why.words())
                        .or(() -> Optional.of(KernelException.words(number)));
    }

    /** The first control message of a kind; nothing in it where there is none. */
    private MemorySegment said(int level, int type) {
        long length = Math.min(message.get(ValueLayout.JAVA_LONG, CONTROL_LENGTH_AT), CONTROL_BYTES);
        for (long at = 0; at + CONTROL_HEADER_BYTES <= length; ) {
            long own = control.get(ValueLayout.JAVA_LONG, at);
            if (own < CONTROL_HEADER_BYTES || at + own > length) {
                break;
            }
            if (control.get(ValueLayout.JAVA_INT, at + 8) == level
                    && control.get(ValueLayout.JAVA_INT, at + 12) == type) {
                return control.asSlice(at + CONTROL_HEADER_BYTES, own - CONTROL_HEADER_BYTES);
            }
            at += (own + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        }
        return MemorySegment.NULL;
    }
}
