package dev.nightjar.alerting.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Takes mail over SMTP, encrypted or not, from whoever knows the word {@code sesame}; writes down what it is told. */
final class TestingMailServer implements AutoCloseable {
    private static final String CHALLENGE = "<1.2@mail.example.org>";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final SSLContext context;
    private final boolean encryptsAtOnce;
    private final String mechanisms;

    /** @param mechanisms of showing who one is, such as {@code PLAIN CRAM-MD5}; empty: nobody has to */
    TestingMailServer(SSLContext context, boolean encryptsAtOnce, String mechanisms) throws IOException {
        this.context = context;
        this.encryptsAtOnce = encryptsAtOnce;
        this.mechanisms = mechanisms;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All lines, with {@code encrypted VERSION} where encryption began. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            heard.add("closed");
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            Socket client = encryptsAtOnce ? encrypted(plain) : plain;
            say(client, "220 mail.example.org");
            BufferedReader lines = reader(client);
            String line = lines.readLine();
            while (line != null) {
                heard.add(line);
                if (line.equals("STARTTLS")) {
                    say(client, "220 go on");
                    client = encrypted(client);
                    lines = reader(client);
                } else {
                    answer(client, lines, line);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            heard.add("lost: " + e.getMessage());
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        heard.add("encrypted " + socket.getSession().getProtocol());
        return socket;
    }

    private void answer(Socket client, BufferedReader lines, String line) throws IOException {
        String verb = line.split(" ", 2)[0];
        switch (verb) {
            case "EHLO" -> {
                say(client, "250-mail.example.org");
                if (!(client instanceof SSLSocket)) {
                    say(client, "250-STARTTLS");
                }
                say(client, mechanisms.isEmpty() ? "250 HELP" : "250 AUTH " + mechanisms);
            }
            case "AUTH" -> say(client, isKnown(client, lines, line) ? "235 welcome" : "535 who are you?");
            case "DATA" -> {
                say(client, "354 go on");
                String body = lines.readLine();
                while (body != null && !body.equals(".")) {
                    heard.add(body);
                    body = lines.readLine();
                }
                say(client, "250 taken");
            }
            case "QUIT" -> say(client, "221 bye");
            default -> say(client, "250 ok");
        }
    }

    private boolean isKnown(Socket client, BufferedReader lines, String line) throws IOException {
        if (line.startsWith("AUTH PLAIN ")) {
            return decoded(line.substring(11)).endsWith("\0sesame");
        }
        if (!line.equals("AUTH CRAM-MD5")) {
            return false;
        }
        say(client, "334 " + Base64.getEncoder().encodeToString(CHALLENGE.getBytes(StandardCharsets.US_ASCII)));
        String said = decoded(lines.readLine());
        heard.add(said);
        return said.endsWith(" " + digest());
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static String digest() {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec("sesame".getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(CHALLENGE.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
