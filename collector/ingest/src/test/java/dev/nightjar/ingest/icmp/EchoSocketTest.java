package dev.nightjar.ingest.icmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In network namespaces of their own, whose kernel allows what a test says; skipped where this user may make none. */
class EchoSocketTest {
    private static final String LOOPBACK_UP = "ip link set lo up && ip -6 addr add ::1/128 dev lo 2>/dev/null; ";

    /** What the program prints in a new network namespace, after the shell did {@code prepare}. */
    private static List<String> pinged(String unshare, String prepare, String... targets)
            throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "namespaces are Linux's");
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this kernel speaks no IPv6");
        assumeTrue(
                run(List.of("unshare", unshare, "sh", "-c", prepare + "true")).ended() == 0,
                "this user may make no network namespace, or there is no ip");
        List<String> command = new ArrayList<>(List.of("unshare", unshare, "sh", "-c", prepare + "exec \"$@\"", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nightjar.ingest.icmp.EchoInNamespace"));
        command.addAll(List.of(targets));
        Ended ended = run(command);
        assertThat(ended.ended()).as(ended.said()).isZero();
        return ended.said().lines().toList();
    }

    private record Ended(int ended, String said) {}

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        }
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), said);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_group_that_the_kernel_lets_ping_needs_no_privilege() throws Exception {
        assertThat(pinged(
                        "-Urn",
                        LOOPBACK_UP + "echo 0 0 > /proc/sys/net/ipv4/ping_group_range; "
                                + "ip route add unreachable 192.0.2.0/24; ",
                        "127.0.0.1",
                        "127.0.0.1/9",
                        "::1",
                        "192.0.2.1",
                        "198.51.100.1"))
                .containsExactly(
                        "127.0.0.1: plain, whole, 64",
                        "127.0.0.1/9: plain, whole, 64",
                        "::1: plain, whole, 64",
                        "192.0.2.1: send: no route to the host",
                        "198.51.100.1: send: no route to its network");
    }

    @Test
    void what_does_not_fit_and_must_not_be_fragmented_is_not_sent() throws Exception {
        assertThat(pinged(
                        "-Urn",
                        LOOPBACK_UP + "ip link set lo mtu 1500; ",
                        "127.0.0.1/0/1472",
                        "127.0.0.1/0/1473",
                        "::1/0/1453"))
                .containsExactly(
                        "127.0.0.1/0/1472: raw, whole, 64",
                        "127.0.0.1/0/1473: send: the packet is too large for the way there, and must not be fragmented",
                        "::1/0/1453: send: the packet is too large for the way there, and must not be fragmented");
    }

    @Test
    void without_it_a_capability_serves() throws Exception {
        assertThat(pinged("-Urn", LOOPBACK_UP, "127.0.0.1", "::1"))
                .containsExactly("127.0.0.1: raw, whole, 64", "::1: raw, whole, 64");
    }

    @Test
    void without_either_it_is_said_what_to_do() throws Exception {
        assertThat(pinged("-Un", "", "127.0.0.1", "::1"))
                .hasSize(2)
                .allMatch(line -> line.endsWith(
                        "1: the kernel lets this process ping nobody: its group is not in net.ipv4.ping_group_range, and it"
                                + " has no CAP_NET_RAW; set the sysctl net.ipv4.ping_group_range to \"0 2147483647\", or give"
                                + " it that capability"));
    }
}
