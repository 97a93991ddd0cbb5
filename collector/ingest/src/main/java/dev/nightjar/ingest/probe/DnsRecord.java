package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.DnsNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One record of an answer.
 *
 * @param data as a zone file writes it
 * @param serial of a SOA record; -1 otherwise
 */
record DnsRecord(String name, long ttlSeconds, String dnsClass, String type, String data, long serial) {
    private static final int MOST_JUMPS = 64;
    private static final int MOST_NAME_CHARACTERS = 1024;

    /** As a zone file writes it, fields with tabs between them. */
    String text() {
        return name + "\t" + ttlSeconds + "\t" + dnsClass + "\t" + type + "\t" + data;
    }

    static DnsRecord read(ByteBuffer in) {
        String name = name(in);
        int type = word(in);
        int dnsClass = word(in);
        long ttl = Integer.toUnsignedLong(in.getInt());
        int length = word(in);
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        int end = in.position() + length;
        long[] serial = {-1};
        String data = data(type, length, in, serial);
        if (in.position() > end) {
            throw new IllegalArgumentException("a record is longer than it says");
        }
        in.position(end);
        return new DnsRecord(name, ttl, DnsNames.dnsClass(dnsClass), DnsNames.type(type), data, serial[0]);
    }

    private static String data(int type, int length, ByteBuffer in, long[] serial) {
        return switch (DnsNames.type(type)) {
            case "A", "AAAA" -> address(in, length);
            case "NS", "CNAME", "PTR" -> name(in);
            case "MX" -> word(in) + " " + name(in);
            case "SRV" -> word(in) + " " + word(in) + " " + word(in) + " " + name(in);
            case "TXT" -> texts(in, length);
            case "SOA" -> {
                String names = name(in) + " " + name(in);
                serial[0] = Integer.toUnsignedLong(in.getInt());
                StringBuilder text = new StringBuilder(names + " " + serial[0]);
                for (int i = 0; i < 4; i++) {
                    text.append(' ').append(Integer.toUnsignedLong(in.getInt()));
                }
                yield text.toString();
            }
            case "CAA" -> {
                int flags = in.get() & 0xff;
                String tag = string(in, in.get() & 0xff);
                yield flags + " " + tag + " \"" + string(in, length - 2 - tag.length()) + "\"";
            }
            default -> "\\# " + length + " " + HexFormat.of().formatHex(bytes(in, length)); // RFC 3597
        };
    }

    private static String address(ByteBuffer in, int length) {
        try {
            return InetAddress.getByAddress(bytes(in, length)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + length + " bytes", e);
        }
    }

    private static String texts(ByteBuffer in, int length) {
        StringBuilder texts = new StringBuilder();
        for (int left = length; left > 0; ) {
            int one = in.get() & 0xff;
            texts.append(texts.isEmpty() ? "\"" : " \"")
                    .append(string(in, one).replace("\"", "\\\""))
                    .append('"');
            left -= one + 1;
        }
        return texts.toString();
    }

    private static String string(ByteBuffer in, int length) {
        return new String(bytes(in, length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** A name with its last dot; parts of it may stand elsewhere in the message. */
    static String name(ByteBuffer in) {
        StringBuilder name = new StringBuilder();
        int after = -1;
        int jumps = 0;
        for (int length = in.get() & 0xff; length != 0; length = in.get() & 0xff) {
            if ((length & 0xc0) == 0xc0) {
                int to = ((length & 0x3f) << 8) | (in.get() & 0xff);
                after = after < 0 ? in.position() : after;
                if (++jumps > MOST_JUMPS) {
                    throw new IllegalArgumentException("a name points in circles");
                }
                in.position(to);
            } else {
                name.append(new String(bytes(in, length), StandardCharsets.ISO_8859_1))
                        .append('.');
                if (name.length() > MOST_NAME_CHARACTERS) {
                    throw new IllegalArgumentException("a name is too long");
                }
            }
        }
        if (after >= 0) {
            in.position(after);
        }
        return name.isEmpty() ? "." : name.toString();
    }

    private static int word(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }
}
