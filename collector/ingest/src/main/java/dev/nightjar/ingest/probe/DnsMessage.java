package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.DnsNames;
import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer of a name server (RFC 1035), as far as a probe looks at it.
 *
 * @param truncated whether it did not fit into the datagram
 */
record DnsMessage(
        int id,
        String rcode,
        boolean truncated,
        List<DnsRecord> answers,
        List<DnsRecord> authorities,
        List<DnsRecord> additionals) {
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;

    DnsMessage {
        answers = List.copyOf(answers);
        authorities = List.copyOf(authorities);
        additionals = List.copyOf(additionals);
    }

    /** A question, as it goes over the wire. */
    static byte[] question(int id, String name, String type, String dnsClass, boolean recursion)
            throws ProbeFailedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int word : new int[] {id, recursion ? RECURSION_DESIRED : 0, 1, 0, 0, 0}) {
            add(word, bytes);
        }
        for (String label : name.split("\\.", -1)) {
            byte[] text = ascii(label, name);
            if (text.length > 63) {
                throw new ProbeFailedException("not a name of a host: \"" + name + "\"");
            }
            if (text.length > 0) {
                bytes.write(text.length);
                bytes.writeBytes(text);
            }
        }
        bytes.write(0);
        add(DnsNames.typeNumber(type), bytes);
        add(DnsNames.classNumber(dnsClass), bytes);
        return bytes.toByteArray();
    }

    private static byte[] ascii(String label, String name) throws ProbeFailedException {
        try {
            return IDN.toASCII(label).getBytes(StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new ProbeFailedException("not a name of a host: \"" + name + "\"", e);
        }
    }

    private static void add(int word, ByteArrayOutputStream to) {
        to.write(word >> 8);
        to.write(word);
    }

    /** Reads an answer; throws where it is damaged. */
    static DnsMessage read(byte[] bytes) throws ProbeFailedException {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int id = word(in);
            int flags = word(in);
            if ((flags & RESPONSE) == 0) {
                throw new ProbeFailedException("what came is a question, not an answer");
            }
            int questions = word(in);
            int[] counts = {word(in), word(in), word(in)};
            for (int i = 0; i < questions; i++) {
                DnsRecord.name(in);
                in.getInt();
            }
            List<List<DnsRecord>> sections = new ArrayList<>();
            for (int count : counts) {
                List<DnsRecord> records = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    records.add(DnsRecord.read(in));
                }
                sections.add(records);
            }
            return new DnsMessage(
                    id,
                    DnsNames.rcode(flags & 0xf),
                    (flags & TRUNCATED) != 0,
                    sections.get(0),
                    sections.get(1),
                    sections.get(2));
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new ProbeFailedException("the answer of " + bytes.length + " bytes is damaged", e);
        }
    }

    private static int word(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }
}
