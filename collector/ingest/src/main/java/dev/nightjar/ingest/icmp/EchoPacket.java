package dev.nightjar.ingest.icmp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An echo request, and what is an answer to it (RFC 792, RFC 4443).
 *
 * @param six whether it is one of ICMPv6
 * @param id 16 bits; a socket without privileges puts its own in its place
 * @param sequence 16 bits
 */
record EchoPacket(boolean six, int id, int sequence, byte[] payload) {
    static final int HEADER_BYTES = 8;
    private static final int IP6_HEADER_BYTES = 40;

    private static final int ECHO = 8;
    private static final int ECHO_REPLY = 0;
    private static final int ECHO_6 = 128;
    private static final int ECHO_REPLY_6 = 129;

    /** With its checksum; that of ICMPv6 is the kernel's business, as it covers the addresses. */
    byte[] bytes() {
        ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        packet.put((byte) (six ? ECHO_6 : ECHO)).put((byte) 0).putShort((short) 0);
        packet.putShort((short) id).putShort((short) sequence).put(payload);
        if (!six) {
            packet.putShort(2, checksum(packet.array()));
        }
        return packet.array();
    }

    /** RFC 1071: the complement of the sum of all 16-bit words, carries added in again. */
    static short checksum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    /** What a packet says of the request. */
    sealed interface Answer {
        /** @param whole whether all of the payload came back as it was sent */
        record Reply(boolean whole) implements Answer {}

        /** The host, or one on the way there, would not take it on. */
        record Refused(Refusal why) implements Answer {}
    }

    /**
     * @param icmp a packet from behind its IP header
     * @param ownId whether the kernel gave the request an id of its own, and brings only what answers it
     */
    Optional<Answer> answerIn(byte[] icmp, boolean ownId) {
        if (icmp.length < HEADER_BYTES) {
            return Optional.empty();
        }
        int type = icmp[0] & 0xff;
        if (type == (six ? ECHO_REPLY_6 : ECHO_REPLY)) {
            return names(icmp, 0, ownId)
                    ? Optional.of(new Answer.Reply(
                            Arrays.equals(icmp, HEADER_BYTES, icmp.length, payload, 0, payload.length)))
                    : Optional.empty();
        }
        return Refusal.of(six, type, icmp[1] & 0xff)
                .filter(why -> quotesThis(icmp))
                .map(Answer.Refused::new);
    }

    /** An error quotes the packet that it is about, its IP header first. */
    private boolean quotesThis(byte[] error) {
        int inner = HEADER_BYTES
                + (six ? IP6_HEADER_BYTES : error.length > HEADER_BYTES ? 4 * (error[HEADER_BYTES] & 0xf) : 0);
        return error.length >= inner + HEADER_BYTES
                && (error[inner] & 0xff) == (six ? ECHO_6 : ECHO)
                && names(error, inner, false);
    }

    private boolean names(byte[] in, int from, boolean ownId) {
        ByteBuffer packet = ByteBuffer.wrap(in, from, HEADER_BYTES);
        return (ownId || (packet.getShort(from + 4) & 0xffff) == id)
                && (packet.getShort(from + 6) & 0xffff) == sequence;
    }
}
