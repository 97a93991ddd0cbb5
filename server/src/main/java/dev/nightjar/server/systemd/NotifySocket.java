package dev.nightjar.server.systemd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/**
 * The datagram socket on which systemd listens, which Java's own sockets cannot reach. Each message is sent over a socket
 * of its own: there are few. Thread-safe.
 */
final class NotifySocket {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** Of {@code sun_path} in Linux' {@code struct sockaddr_un}, the byte that ends it included. */
    private static final int MOST_PATH_BYTES = 108;

    private final byte[] path;
    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;

    /**
     * @param address a path, or a name that begins with {@code @} and is in no file system
     * @throws IOException where nothing can be sent there
     */
    NotifySocket(String address) throws IOException {
        boolean named = address.startsWith("@");
        path = (named ? "\0" + address.substring(1) : address + "\0").getBytes(StandardCharsets.UTF_8);
        if (!(named || address.startsWith("/")) || path.length > MOST_PATH_BYTES) {
            throw new IOException("not supported yet: NOTIFY_SOCKET \"" + address + "\"; it is no path of a socket");
        }
        try {
            ValueLayout.OfInt number = ValueLayout.JAVA_INT;
            socket = function("socket", FunctionDescriptor.of(number, number, number, number));
            sendto = function(
                    "sendto",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            number,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            number,
                            ValueLayout.ADDRESS,
                            number));
            close = function("close", FunctionDescriptor.of(number, number));
        } catch (IllegalCallerException | UnsupportedOperationException | NoSuchElementException e) {
            throw new IOException("systemd can be told nothing: start Java with --enable-native-access=ALL-UNNAMED", e);
        }
    }

    @SuppressWarnings("restricted") // calling C is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /** @param message lines such as {@code READY=1} */
    void send(String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment to = arena.allocate(Short.BYTES + path.length, Short.BYTES);
            to.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, to, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
            int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                throw new IOException("there is no socket to be had to tell systemd by");
            }
            long sent = (long) sendto.invokeExact(
                    descriptor,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, text),
                    (long) text.length,
                    MSG_NOSIGNAL,
                    to,
                    (int) to.byteSize());
            int _ = (int) close.invokeExact(descriptor);
            if (sent != text.length) {
                throw new IOException("nobody takes what systemd should be told: is its socket gone?");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the C library's functions throw nothing", e);
        }
    }
}
