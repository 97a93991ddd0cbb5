package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Turns {@code /proc/net/dev} into bytes, packets, errors and drops per interface and direction. */
record NetworkSource(Path proc, Path sys) implements HostSource {
    private static final Family[] COLUMNS = Stream.of(
                    "receive_bytes",
                    "receive_packets",
                    "receive_errs",
                    "receive_drop",
                    "receive_fifo",
                    "receive_frame",
                    "receive_compressed",
                    "receive_multicast",
                    "transmit_bytes",
                    "transmit_packets",
                    "transmit_errs",
                    "transmit_drop",
                    "transmit_fifo",
                    "transmit_colls",
                    "transmit_carrier",
                    "transmit_compressed")
            .map(NetworkSource::column)
            .toArray(Family[]::new);

    private static final Family NO_HANDLER = column("receive_nohandler");

    private static Family column(String name) {
        return Family.counter("node_network_" + name + "_total", "The interface's count of " + name + ".");
    }

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
            for (Family column : COLUMNS) {
                to.add(column, fields.number(), "device", device);
            }
            OptionalDouble unhandled =
                    KernelFiles.number(sys.resolve("class/net").resolve(device).resolve("statistics/rx_nohandler"));
            if (unhandled.isPresent()) {
                to.add(NO_HANDLER, unhandled.getAsDouble(), "device", device);
            }
        }
    }
}
