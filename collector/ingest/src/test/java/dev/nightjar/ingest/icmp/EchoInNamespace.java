package dev.nightjar.ingest.icmp;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Pings each of its arguments, {@code ADDRESS[/HOPS[/BYTES]]}, the last form without fragments, and prints a line about it: for
 * a process that may do other things than the tests may.
 */
final class EchoInNamespace {
    private EchoInNamespace() {}

    public static void main(String[] targets) {
        for (String target : targets) {
            System.out.println(target + ": " + ping(target));
        }
    }

    private static String ping(String target) {
        String[] parts = target.split("/", -1);
        int hops = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        int bytes = parts.length > 2 ? Integer.parseInt(parts[2]) : 100;
        try (EchoSocket socket =
                EchoSocket.open(InetAddress.getByName(parts[0]), Optional.empty(), hops, parts.length > 2)) {
            Optional<EchoReply> reply = socket.ask(1, 2, new byte[bytes], Duration.ofSeconds(5), System::nanoTime);
            return (socket.isRaw() ? "raw, " : "plain, ")
                    + reply.map(it -> (it.whole() ? "whole, " : "damaged, ")
                                    + it.hopLimit().orElse(-1))
                            .orElse("none");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
