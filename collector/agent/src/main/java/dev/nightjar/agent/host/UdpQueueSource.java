package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Turns {@code /proc/net/udp} into the bytes that wait in sockets to be sent or read. */
record UdpQueueSource(Path proc) implements HostSource {
    private static final Family QUEUES = Family.gauge("node_udp_queues", "Bytes of UDP that wait in sockets.");

    /** Of a line's fields, {@code sent:received} in hexadecimal. */
    private static final int QUEUE_FIELD = 4;

    @Override
    public String name() {
        return "udp_queues";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        version("v4", proc.resolve("net/udp"), to);
        version("v6", proc.resolve("net/udp6"), to);
    }

    private static void version(String ip, Path file, MetricWriter to) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long sending = 0;
        long receiving = 0;
        List<String> lines = KernelFiles.lines(file);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Fields fields = new Fields(line);
            for (int i = 0; i < QUEUE_FIELD; i++) {
                fields.text();
            }
            String queues = fields.text();
            int colon = queues.indexOf(':');
            sending += Long.parseLong(queues.substring(0, colon), 16);
            receiving += Long.parseLong(queues.substring(colon + 1), 16);
        }
        to.add(QUEUES, sending, "queue", "tx", "ip", ip);
        to.add(QUEUES, receiving, "queue", "rx", "ip", ip);
    }
}
