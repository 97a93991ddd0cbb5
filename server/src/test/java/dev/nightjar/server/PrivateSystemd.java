package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A systemd of a test's own, in namespaces of its own, with Nightjar's units installed as docs/systemd.md says. */
final class PrivateSystemd implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "systemd");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Process script;
    private final ProcessHandle manager;

    private PrivateSystemd(Process script, ProcessHandle manager) {
        this.script = script;
        this.manager = manager;
    }

    /** Skips the test where there can be none. */
    static PrivateSystemd start(Path folder, String serverYaml, String agentYaml) throws Exception {
        assumeTrue(System.getProperty("user.name", "").equals("root"), "only root can make namespaces for a systemd");
        assumeTrue(Files.isExecutable(Path.of("/lib/systemd/systemd")), "there is no systemd here");
        assumeTrue(Files.isDirectory(Path.of("/sys/fs/cgroup")), "there are no control groups here");
        install(folder.resolve("program"));
        Files.writeString(folder.resolve("nightjar.yaml"), serverYaml);
        Files.writeString(folder.resolve("agent.yaml"), agentYaml);
        Files.writeString(folder.resolve("prepare.sh"), """
                set -eu
                systemd-sysusers /opt/nightjar/packaging/systemd/nightjar.sysusers
                install -m 644 /opt/nightjar/packaging/systemd/*.service /etc/systemd/system/
                mkdir -p /etc/nightjar/definitions
                cp %1$s/nightjar.yaml %1$s/agent.yaml /etc/nightjar/
                chgrp -R nightjar /etc/nightjar && chmod -R a+rX /etc/nightjar
                """.formatted(folder));
        Process script = new ProcessBuilder("bash", SCRIPTS.resolve("enter.sh").toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("systemd.log").toFile())
                .start();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Optional<ProcessHandle> manager = Optional.empty();
        while (manager.isEmpty() && script.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
            manager = script.descendants()
                    .filter(one -> one.info().command().orElse("").endsWith("/systemd"))
                    .findFirst();
        }
        assumeTrue(
                manager.isPresent(),
                "no systemd can be started in namespaces here: " + Files.readString(folder.resolve("systemd.log")));
        PrivateSystemd systemd = new PrivateSystemd(script, manager.get());
        boolean speaks = false;
        while (!speaks && System.nanoTime() < deadline) {
            speaks = systemd.run("systemctl", "is-active", "basic.target").contains("active");
        }
        assertThat(speaks).as(Files.readString(folder.resolve("systemd.log"))).isTrue();
        return systemd;
    }

    /** The program as the launcher leaves it after a build, of what the tests run with. */
    private static void install(Path program) throws IOException {
        Path libraries = Files.createDirectories(program.resolve("server/target/lib"));
        Path root = Path.of("..").toAbsolutePath().normalize();
        Files.copy(root.resolve("nightjar"), program.resolve("nightjar"));
        copy(root.resolve("packaging"), program.resolve("packaging"));
        Files.createFile(program.resolve("pom.xml"));
        List<String> classPath = new ArrayList<>();
        String[] entries = System.getProperty("java.class.path", "").split(File.pathSeparator, -1);
        for (int i = 0; i < entries.length; i++) {
            Path entry = Path.of(entries[i]);
            String name = i + "-" + entry.getFileName();
            if (Files.exists(entry) && !entries[i].endsWith("test-classes")) {
                copy(entry, libraries.resolve(name));
                classPath.add("/opt/nightjar/server/target/lib/" + name);
            }
        }
        Files.writeString(program.resolve("server/target/nightjar.classpath"), String.join(":", classPath));
        Files.createFile(program.resolve("server/target/nightjar.built"));
        try (Stream<Path> all = Files.walk(program)) {
            for (Path one : all.toList()) {
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    /** What the command says in there. */
    String run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("nsenter", "-t", Long.toString(manager.pid()), "-m", "-p", "-C"));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(90, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        return said.strip();
    }

    /** A property of a unit, as {@code systemctl show} has it. */
    String show(String unit, String property) throws IOException, InterruptedException {
        return run("systemctl", "show", unit, "--value", "-p", property);
    }

    /** Writes a drop-in and tells systemd of it. */
    void override(String unit, String text) throws IOException, InterruptedException {
        run(
                "bash",
                "-c",
                "mkdir -p /etc/systemd/system/" + unit + ".d && printf '%b' '" + text.replace("\n", "\\n")
                        + "' > /etc/systemd/system/" + unit + ".d/test.conf && systemctl daemon-reload");
    }

    @Override
    public void close() {
        manager.destroyForcibly(); // and with process 1 all that it runs
        try {
            script.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted"));
        }
    }
}
