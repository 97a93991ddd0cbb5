package dev.nightjar.server.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real file system of a few megabytes: a tmpfs in a mount namespace of its own, which a process holds open for as
 * long as the test runs. Programs are started inside it with {@link #command}; the test reaches the files through the
 * holder's view of the world.
 */
final class SmallDisk implements AutoCloseable {
    private static final String MOUNT = "mount -t tmpfs -o size=\"$1\" tmpfs \"$0\" && echo mounted && exec cat";

    private final Process holder;
    private final List<String> enter;
    private final Path seen;

    private SmallDisk(Process holder, List<String> enter, Path folder) {
        this.holder = holder;
        this.enter = enter;
        this.seen = Path.of("/proc", String.valueOf(holder.pid()), "root", folder.toString());
    }

    /** Nothing where this user may make no file systems, neither in a user namespace nor as root. */
    static Optional<SmallDisk> mount(Path folder, String size) throws IOException {
        Files.createDirectories(folder);
        Optional<SmallDisk> disk = mount(folder, size, "-Urm", List.of("--user", "--mount", "--preserve-credentials"));
        return disk.isPresent() ? disk : mount(folder, size, "-m", List.of("--mount"));
    }

    private static Optional<SmallDisk> mount(Path folder, String size, String namespaces, List<String> entering)
            throws IOException {
        Process holder;
        try {
            holder = new ProcessBuilder("unshare", namespaces, "sh", "-c", MOUNT, folder.toString(), size).start();
        } catch (IOException e) {
            return Optional.empty(); // there is no such program
        }
        BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
        if (!"mounted".equals(said.readLine())) {
            holder.destroyForcibly().onExit().join();
            return Optional.empty();
        }
        List<String> enter = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(holder.pid())));
        enter.addAll(entering);
        enter.add("--");
        return Optional.of(new SmallDisk(holder, enter, folder));
    }

    /** What stands before a command line to run it where the disk is. */
    List<String> command() {
        return enter;
    }

    /** Takes all space but so many bytes. */
    void fillBut(int bytes) throws IOException {
        fill();
        try (FileChannel filler = FileChannel.open(seen.resolve("filler"), StandardOpenOption.WRITE)) {
            filler.truncate(Math.max(0, filler.size() - bytes));
        }
    }

    /** Takes all space that is left. */
    void fill() throws IOException {
        byte[] block = new byte[64 << 10];
        for (int size = block.length; size >= 512; size /= 2) {
            try (OutputStream out = Files.newOutputStream(
                    seen.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(block, 0, size);
                }
            } catch (IOException e) {
                // no space for so much: try less
            }
        }
    }

    /** Gives the space back. */
    void free() throws IOException {
        Files.delete(seen.resolve("filler"));
    }

    @Override
    public void close() {
        holder.destroyForcibly().onExit().join();
    }
}
