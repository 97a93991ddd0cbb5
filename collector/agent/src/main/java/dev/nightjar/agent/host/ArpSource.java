package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns {@code /proc/net/arp} into how many neighbours each interface knows. */
record ArpSource(Path proc) implements HostSource {
    private static final Family ENTRIES = Family.gauge("node_arp_entries", "Neighbours known.");

    @Override
    public String name() {
        return "arp";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        List<String> lines = KernelFiles.lines(proc.resolve("net/arp"));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            counts.merge(line.substring(line.lastIndexOf(' ') + 1), 1, Integer::sum);
        }
        counts.forEach((device, count) -> to.add(ENTRIES, count, "device", device));
    }
}
