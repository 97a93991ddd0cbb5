package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns {@code /proc/net/rpc/nfs} into what this host asked NFS servers for. */
record NfsClientSource(Path proc) implements HostSource {
    private static final Family PACKETS =
            Family.counter("node_nfs_packets_total", "Packets sent and received, by protocol.");
    private static final Family CONNECTIONS = Family.counter("node_nfs_connections_total", "Connections over TCP.");
    private static final Family CALLS = Family.counter("node_nfs_rpcs_total", "Calls made.");
    private static final Family AGAIN = Family.counter("node_nfs_rpc_retransmissions_total", "Calls made again.");
    private static final Family REFRESHED =
            Family.counter("node_nfs_rpc_authentication_refreshes_total", "Credentials renewed.");
    private static final Family REQUESTS = Family.counter("node_nfs_requests_total", "Calls by version and method.");

    @Override
    public String name() {
        return "nfs";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : KernelFiles.lines(proc.resolve("net/rpc/nfs"))) {
            Fields fields = new Fields(line);
            switch (fields.more() ? fields.text() : "") {
                case "net" -> {
                    fields.number(); // of both protocols together
                    to.add(PACKETS, fields.number(), "protocol", "udp");
                    to.add(PACKETS, fields.number(), "protocol", "tcp");
                    to.add(CONNECTIONS, fields.number());
                }
                case "rpc" -> {
                    to.add(CALLS, fields.number());
                    to.add(AGAIN, fields.number());
                    to.add(REFRESHED, fields.number());
                }
                case "proc2" -> NfsMethods.write(REQUESTS, fields, NfsMethods.VERSION_2, 0, "2", to);
                case "proc3" -> NfsMethods.write(REQUESTS, fields, NfsMethods.VERSION_3, 0, "3", to);
                case "proc4" -> NfsMethods.write(REQUESTS, fields, NfsMethods.VERSION_4, 0, "4", to);
                default -> {}
            }
        }
    }
}
