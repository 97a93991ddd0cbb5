package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Turns {@code /proc/net/rpc/nfsd} into what this host did for others as an NFS server. node_exporter 1.5 takes version
 * 4's Verify, Write and RelLockOwner from two places too early; here each is itself.
 */
record NfsServerSource(Path proc) implements HostSource {
    private static final int READ_AHEAD_DEPTHS = 10;

    private static final Family HITS = Family.counter("node_nfsd_reply_cache_hits_total", "Calls that came again.");
    private static final Family MISSES =
            Family.counter("node_nfsd_reply_cache_misses_total", "Calls whose answers are kept, and that were new.");
    private static final Family NOT_KEPT =
            Family.counter("node_nfsd_reply_cache_nocache_total", "Calls whose answers need not be kept.");
    private static final Family STALE =
            Family.counter("node_nfsd_file_handles_stale_total", "Handles of files that are gone.");
    private static final Family READ = Family.counter("node_nfsd_disk_bytes_read_total", "Bytes read for others.");
    private static final Family WRITTEN =
            Family.counter("node_nfsd_disk_bytes_written_total", "Bytes written for others.");
    private static final Family THREADS = Family.gauge("node_nfsd_server_threads", "Threads that serve.");
    private static final Family AHEAD = Family.gauge("node_nfsd_read_ahead_cache_size_blocks", "Blocks read ahead.");
    private static final Family NOT_AHEAD =
            Family.counter("node_nfsd_read_ahead_cache_not_found_total", "Reads that had not been read ahead.");
    private static final Family PACKETS =
            Family.counter("node_nfsd_packets_total", "Packets sent and received, by protocol.");
    private static final Family CONNECTIONS = Family.counter("node_nfsd_connections_total", "Connections over TCP.");
    private static final Family CALLS = Family.counter("node_nfsd_server_rpcs_total", "Calls answered.");
    private static final Family ERRORS = Family.counter("node_nfsd_rpc_errors_total", "Calls refused, by reason.");
    private static final Family REQUESTS = Family.counter("node_nfsd_requests_total", "Calls by version and method.");

    @Override
    public String name() {
        return "nfsd";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : KernelFiles.lines(proc.resolve("net/rpc/nfsd"))) {
            Fields fields = new Fields(line);
            switch (fields.more() ? fields.text() : "") {
                case "rc" -> {
                    to.add(HITS, fields.number());
                    to.add(MISSES, fields.number());
                    to.add(NOT_KEPT, fields.number());
                }
                case "fh" -> to.add(STALE, fields.number());
                case "io" -> {
                    to.add(READ, fields.number());
                    to.add(WRITTEN, fields.number());
                }
                case "th" -> to.add(THREADS, fields.number());
                case "ra" -> {
                    to.add(AHEAD, fields.number());
                    for (int i = 0; i < READ_AHEAD_DEPTHS; i++) {
                        fields.number(); // found at each tenth of the depth
                    }
                    to.add(NOT_AHEAD, fields.number());
                }
                case "net" -> {
                    fields.number(); // of both protocols together
                    to.add(PACKETS, fields.number(), "proto", "udp");
                    to.add(PACKETS, fields.number(), "proto", "tcp");
                    to.add(CONNECTIONS, fields.number());
                }
                case "rpc" -> {
                    to.add(CALLS, fields.number());
                    fields.number(); // all errors together
                    to.add(ERRORS, fields.number(), "error", "fmt");
                    to.add(ERRORS, fields.number(), "error", "auth");
                    to.add(ERRORS, fields.number(), "error", "cInt");
                }
                case "proc2" -> NfsMethods.write(REQUESTS, fields, NfsMethods.VERSION_2, 1, "2", to);
                case "proc3" -> NfsMethods.write(REQUESTS, fields, NfsMethods.VERSION_3, 1, "3", to);
                case "proc4ops" -> NfsMethods.write(REQUESTS, fields, NfsMethods.VERSION_4_SERVER, 0, "4", to);
                default -> {}
            }
        }
    }
}
