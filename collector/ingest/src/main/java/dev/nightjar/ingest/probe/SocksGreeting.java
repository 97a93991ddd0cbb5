package dev.nightjar.ingest.probe;

import dev.nightjar.definition.Authority;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a proxy is told of SOCKS version 5 (RFC 1928; RFC 1929 for who asks) before a connection leads through it.
 *
 * @param proxy with user and password, if it wants any
 */
record SocksGreeting(URI proxy) {
    private static final int VERSION = 5;
    private static final int NOBODY = 0;
    private static final int PASSWORD = 2;
    private static final int IP4 = 1;
    private static final int NAME = 3;
    private static final int IP6 = 4;

    /** Has {@code socket}, connected to the proxy, lead to {@code target} from now on. */
    void lead(Socket socket, Authority target) throws IOException, ProbeFailedException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Optional<String> user = Optional.ofNullable(proxy.getUserInfo());
        socket.getOutputStream()
                .write(user.isPresent() ? new byte[] {VERSION, 2, NOBODY, PASSWORD} : new byte[] {VERSION, 1, NOBODY});
        expectVersion(in.readUnsignedByte());
        int method = in.readUnsignedByte();
        if (method == PASSWORD && user.isPresent()) {
            socket.getOutputStream().write(credentials(user.get()));
            in.readUnsignedByte();
            if (in.readUnsignedByte() != 0) {
                throw new ProbeFailedException(named() + " does not take the user and the password of proxy_url");
            }
        } else if (method != NOBODY) {
            throw new ProbeFailedException(named()
                    + (user.isPresent() ? " wants another way of saying who asks" : " wants a user and a password"));
        }
        socket.getOutputStream().write(wish(target));
        expectVersion(in.readUnsignedByte());
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw new ProbeFailedException(named() + " answered " + reply + " (" + meaning(reply)
                    + ") when it was asked for " + target.text());
        }
        in.readUnsignedByte();
        int kind = in.readUnsignedByte();
        in.readNBytes(2 + (kind == IP4 ? 4 : kind == IP6 ? 16 : in.readUnsignedByte())); // where it connected from
    }

    private void expectVersion(int found) throws ProbeFailedException {
        if (found != VERSION) {
            throw new ProbeFailedException(named() + " does not speak SOCKS 5");
        }
    }

    private String named() {
        return "the proxy " + Authority.of(proxy).map(Authority::host).orElse("");
    }

    private static byte[] credentials(String user) throws ProbeFailedException {
        String[] parts = user.split(":", 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        text(parts[0], out);
        text(parts.length > 1 ? parts[1] : "", out);
        return out.toByteArray();
    }

    private static byte[] wish(Authority target) throws ProbeFailedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {VERSION, 1, 0});
        Optional<byte[]> literal = literal(target.host());
        if (literal.isPresent()) {
            out.write(literal.get().length == 4 ? IP4 : IP6);
            out.writeBytes(literal.get());
        } else {
            out.write(NAME);
            text(target.host(), out);
        }
        out.write(target.port() >> 8);
        out.write(target.port());
        return out.toByteArray();
    }

    private static Optional<byte[]> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host).getAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void text(String text, ByteArrayOutputStream out) throws ProbeFailedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw new ProbeFailedException("SOCKS takes at most 255 bytes of a name, a user or a password");
        }
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static String meaning(int reply) {
        return switch (reply) {
            case 1 -> "it failed";
            case 2 -> "not allowed";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "took too long";
            case 7 -> "it makes no connections";
            case 8 -> "it knows no such addresses";
            default -> "unknown";
        };
    }
}
