package dev.nightjar.ingest.icmp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The C library's calls for sockets, each blocking its thread as long as C would. For 64-bit Linux, whose layouts it knows. */
final class SocketCalls {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final class Present {
        private static final Optional<SocketCalls> CALLS = open();
    }

    private final MethodHandle socket;
    private final MethodHandle setsockopt;
    private final MethodHandle bind;
    private final MethodHandle sendto;
    private final MethodHandle recvmsg;
    private final MethodHandle poll;
    private final MethodHandle close;
    private final StructLayout state = Linker.Option.captureStateLayout();
    private final long errno = state.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private SocketCalls() {
        socket = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
        setsockopt = function("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, ValueLayout.ADDRESS, INT));
        bind = function("bind", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
        sendto = function(
                "sendto", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT, ValueLayout.ADDRESS, INT));
        recvmsg = function("recvmsg", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, INT));
        poll = function("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));
        close = function("close", FunctionDescriptor.of(INT, INT));
    }

    /** Empty where this is no 64-bit Linux, or native calls are not allowed. */
    static Optional<SocketCalls> present() {
        return Present.CALLS;
    }

    private static Optional<SocketCalls> open() {
        String machine = System.getProperty("os.arch", "");
        if (!System.getProperty("os.name", "").equals("Linux")
                || !(machine.equals("amd64") || machine.equals("aarch64"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SocketCalls());
        } catch (IllegalCallerException | UnsupportedOperationException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // calling C is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
    }

    private interface Call {
        /** @param state where the error's number goes */
        long on(MemorySegment state) throws Throwable; // as MethodHandle.invokeExact declares it
    }

    private long call(String name, Call call) throws KernelException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seen = arena.allocate(state);
            long result = call.on(seen);
            if (result < 0) {
                throw new KernelException(name, seen.get(INT, errno));
            }
            return result;
        } catch (KernelException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " cannot be called", e);
        }
    }

    /** Its descriptor. */
    int socket(int family, int type, int protocol) throws KernelException {
        return (int) call("socket", seen -> (int) socket.invokeExact(seen, family, type, protocol));
    }

    void option(int descriptor, int level, int name, int value) throws KernelException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocateFrom(INT, value);
            call("setsockopt", seen -> (int) setsockopt.invokeExact(seen, descriptor, level, name, at, Integer.BYTES));
        }
    }

    void bind(int descriptor, MemorySegment address) throws KernelException {
        call("bind", seen -> (int) bind.invokeExact(seen, descriptor, address, (int) address.byteSize()));
    }

    void send(int descriptor, MemorySegment packet, MemorySegment address) throws KernelException {
        call("send", seen -> (long)
                sendto.invokeExact(seen, descriptor, packet, packet.byteSize(), 0, address, (int) address.byteSize()));
    }

    /** @return bytes that came */
    long receive(int descriptor, MemorySegment message, int flags) throws KernelException {
        return call("receive", seen -> (long) recvmsg.invokeExact(seen, descriptor, message, flags));
    }

    /** Waits until something can be read or went wrong; 0 where the time passed first. */
    int poll(MemorySegment descriptors, int millis) throws KernelException {
        return (int) call("poll", seen -> (int) poll.invokeExact(seen, descriptors, 1L, millis));
    }

    void close(int descriptor) throws KernelException {
        call("close", seen -> (int) close.invokeExact(seen, descriptor));
    }
}
