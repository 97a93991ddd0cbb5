package dev.nightjar.ingest.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A name server over UDP, whose zone is written as {@code name TYPE} and what stands there. */
final class TestingNameServer implements Closeable {
    private static final Map<String, Integer> TYPES =
            Map.of("A", 1, "NS", 2, "CNAME", 5, "MX", 15, "AAAA", 28, "SRV", 33);
    private static final int SERVFAIL = 2;
    private static final int NXDOMAIN = 3;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    TestingNameServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** @param what an address; a name; for MX preference and name; for SRV priority, weight, port and name */
    void has(String name, String type, String... what) {
        zone.put(name + " " + type, List.of(what));
    }

    /** Every question for {@code name} fails from now on. */
    void fails(String name) {
        broken.add(name);
    }

    void answersAgain(String name) {
        broken.remove(name);
    }

    private void serve() {
        byte[] question = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(question, question.length);
                socket.receive(packet);
                byte[] answer = answer(question);
                socket.send(new DatagramPacket(answer, answer.length, (InetSocketAddress) packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        int at = 12;
        List<String> labels = new ArrayList<>();
        for (; question[at] != 0; at += 1 + question[at]) {
            labels.add(new String(question, at + 1, question[at], US_ASCII));
        }
        String name = String.join(".", labels).toLowerCase(Locale.ROOT);
        int number = question[at + 2];
        String type = TYPES.entrySet().stream()
                .filter(each -> each.getValue() == number)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
        // as name servers do it: an alias, and what it is an alias of
        String alias = zone.getOrDefault(name + " CNAME", List.of("")).getFirst();
        List<byte[]> records = new ArrayList<>();
        if (!alias.isEmpty()) {
            records.add(record(name, "CNAME", alias));
        }
        String asked = alias.isEmpty() ? name : alias;
        if (!type.equals("CNAME")) {
            for (String what : zone.getOrDefault(asked + " " + type, List.of())) {
                records.add(record(asked, type, what));
            }
        }
        boolean exists = zone.keySet().stream().anyMatch(each -> each.startsWith(name + " "));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(0x8180 | (broken.contains(name) ? SERVFAIL : exists ? 0 : NXDOMAIN));
        out.writeShort(1);
        out.writeShort(broken.contains(name) ? 0 : records.size());
        out.writeInt(0);
        out.write(question, 12, at + 5 - 12);
        if (!broken.contains(name)) {
            for (byte[] each : records) {
                out.write(each);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] record(String name, String type, String what) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream in = new DataOutputStream(content);
        String[] words = what.split(" ", -1);
        switch (type) {
            case "A", "AAAA" -> in.write(InetAddress.ofLiteral(what).getAddress());
            default -> {
                for (int i = 0; i < words.length - 1; i++) {
                    in.writeShort(Integer.parseInt(words[i]));
                }
                in.write(name(words[words.length - 1]));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(name(name));
        out.writeShort(TYPES.getOrDefault(type, 0));
        out.writeShort(1);
        out.writeInt(30);
        out.writeShort(content.size());
        content.writeTo(out);
        return bytes.toByteArray();
    }

    private static byte[] name(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.write(label.getBytes(US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
