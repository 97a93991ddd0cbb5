package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns {@code /proc/net/dev} into bytes, packets, errors and drops per interface and direction. */
record NetworkSource(Path proc) implements HostSource {
    private static final String[] COLUMNS = {
        "receive_bytes", "receive_packets", "receive_errs", "receive_drop",
        "receive_fifo", "receive_frame", "receive_compressed", "receive_multicast",
        "transmit_bytes", "transmit_packets", "transmit_errs", "transmit_drop",
        "transmit_fifo", "transmit_colls", "transmit_carrier", "transmit_compressed"
    };

    @Override
    public String name() {
        return "netdev";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("net/dev"))) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue; // the two lines of headings
            }
            String device = line.substring(0, colon).trim();
            Fields fields = new Fields(line.substring(colon + 1));
            for (String column : COLUMNS) {
                to.add("node_network_" + column + "_total", fields.number(), "device", device);
            }
        }
    }
}
