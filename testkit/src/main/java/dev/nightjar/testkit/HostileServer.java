package dev.nightjar.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Something on loopback that takes connections and then behaves badly. */
public final class HostileServer implements AutoCloseable {
    /** How it treats whoever connects. */
    public enum Manner {
        /** Reads nothing and says nothing. */
        SAYS_NOTHING,
        /** Breaks the connection at once. */
        HANGS_UP,
        /** Answers with what is no HTTP. */
        TALKS_NONSENSE,
        /** Begins an answer and does not go on. */
        STOPS_IN_THE_MIDDLE,
        /** Refuses, with a body that never ends. */
        ANSWERS_WITHOUT_END
    }

    private final Manner manner;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch connected = new CountDownLatch(1);

    public HostileServer(Manner manner) throws IOException {
        this.manner = manner;
        Thread.ofVirtual().start(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Waits until somebody has connected. */
    public void awaitConnection() throws InterruptedException {
        connected.await();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.add(socket);
                connected.countDown();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            switch (manner) {
                case SAYS_NOTHING -> {}
                case HANGS_UP -> socket.close();
                case TALKS_NONSENSE -> {
                    out.write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
                case STOPS_IN_THE_MIDDLE -> {
                    awaitRequest(socket);
                    out.write("HTTP/1.1 204 No Con".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
                case ANSWERS_WITHOUT_END -> {
                    awaitRequest(socket);
                    answerWithoutEnd(out);
                }
            }
        } catch (IOException e) {
            connections.remove(socket); // the other side had enough
        }
    }

    private static void awaitRequest(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("hung up before asking");
        }
    }

    private static void answerWithoutEnd(OutputStream out) throws IOException {
        byte[] much = new byte[8192];
        Arrays.fill(much, (byte) 'x');
        out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 9000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(much);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : connections) {
            each.close();
        }
    }
}
