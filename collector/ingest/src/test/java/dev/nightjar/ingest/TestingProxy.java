package dev.nightjar.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that speaks HTTP and SOCKS 5, and leads everything to one port of this machine, whatever name is asked for:
 * names are a proxy's to resolve.
 */
public final class TestingProxy implements Closeable {
    private static final int SOCKS = 5;
    private static final int NAME = 3;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket listener;
    private final int target;
    private volatile String refusal = "";

    /** What it was asked, and told, in the order of connections: heads of HTTP, or {@code socks5 user:password host:port}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public TestingProxy(int target) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on nobody gets a tunnel. */
    public void refuses(String statusLine) {
        refusal = statusLine;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                threads.execute(() -> serve(near));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            DataInputStream in = new DataInputStream(near.getInputStream());
            int first = in.readUnsignedByte();
            if (first == SOCKS) {
                asked.add(socks(in, near.getOutputStream()));
            } else {
                String head = head(first, in);
                asked.add(head);
                if (!refusal.isEmpty()) {
                    near.getOutputStream().write((refusal + "\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8));
                    return;
                }
                if (head.startsWith("CONNECT ")) {
                    near.getOutputStream().write("HTTP/1.1 200 go ahead\r\n\r\n".getBytes(UTF_8));
                } else {
                    far.getOutputStream().write(head.getBytes(ISO_8859_1));
                }
            }
            threads.execute(() -> pump(far, near));
            pump(near, far);
        } catch (IOException e) {
            // the test says what is missing
        }
    }

    private static String head(int first, DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder().append((char) first);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static String socks(DataInputStream in, OutputStream out) throws IOException {
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        boolean named = new String(methods, ISO_8859_1).indexOf(2) >= 0;
        out.write(new byte[] {SOCKS, (byte) (named ? 2 : 0)});
        String who = "";
        if (named) {
            in.readUnsignedByte();
            who = text(in) + ":" + text(in);
            out.write(new byte[] {1, 0});
        }
        in.readNBytes(3);
        int kind = in.readUnsignedByte();
        String host = kind == NAME
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16)).getHostAddress();
        String asked = "socks5 " + who + " " + host + ":" + in.readUnsignedShort();
        out.write(new byte[] {SOCKS, 0, 0, 1, 127, 0, 0, 1, 0, 1});
        return asked;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of both is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
