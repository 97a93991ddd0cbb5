package dev.nightjar.agent.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The few calls of the C library for which the JDK has no way of its own. For 64-bit Linux, whose layouts it knows. */
final class LibC {
    /** Larger than {@code struct timex} (208 bytes) and {@code struct statvfs} (112). */
    private static final long STRUCT_BYTES = 512;

    private final MethodHandle adjtimex;
    private final MethodHandle statvfs;
    private final double pageBytes;

    private LibC(MethodHandle adjtimex, MethodHandle statvfs, double pageBytes) {
        this.adjtimex = adjtimex;
        this.statvfs = statvfs;
        this.pageBytes = pageBytes;
    }

    /** Empty where this is no 64-bit Linux, or native calls are not allowed. */
    static Optional<LibC> open() {
        boolean known = System.getProperty("os.name", "").equals("Linux")
                && (System.getProperty("os.arch", "").equals("amd64")
                        || System.getProperty("os.arch", "").equals("aarch64"));
        if (!known) {
            return Optional.empty();
        }
        try {
            FunctionDescriptor onStruct = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
            FunctionDescriptor onPath =
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
            int page = (int) function("getpagesize", FunctionDescriptor.of(ValueLayout.JAVA_INT))
                    .invokeExact();
            return Optional.of(new LibC(function("adjtimex", onStruct), function("statvfs", onPath), page));
        } catch (Throwable e) { // MethodHandle.invokeExact declares it
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // calling C is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    double pageBytes() {
        return pageBytes;
    }

    /** What the kernel's clock says of itself. */
    ClockState clock() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(STRUCT_BYTES, Long.BYTES); // all zero: asks, changes nothing
            int state = (int) adjtimex.invokeExact(timex);
            if (state < 0) {
                throw new IOException("adjtimex does not answer");
            }
            return ClockState.of(state, timex);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("adjtimex cannot be called", e);
        }
    }

    /** Sizes of the filesystem mounted at a place. */
    FilesystemSource.Space space(String mountPoint) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(STRUCT_BYTES, Long.BYTES);
            int failed = (int) statvfs.invokeExact(arena.allocateFrom(mountPoint), answer);
            if (failed != 0) {
                throw new IOException("statvfs of " + mountPoint + " fails");
            }
            double blockBytes = (double) answer.getAtIndex(ValueLayout.JAVA_LONG, 1);
            return new FilesystemSource.Space(
                    blockBytes * answer.getAtIndex(ValueLayout.JAVA_LONG, 2),
                    blockBytes * answer.getAtIndex(ValueLayout.JAVA_LONG, 3),
                    blockBytes * answer.getAtIndex(ValueLayout.JAVA_LONG, 4),
                    (double) answer.getAtIndex(ValueLayout.JAVA_LONG, 5),
                    (double) answer.getAtIndex(ValueLayout.JAVA_LONG, 6));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("statvfs cannot be called", e);
        }
    }
}
