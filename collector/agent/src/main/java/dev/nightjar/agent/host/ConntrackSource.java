package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Turns the firewall's table of connections into how full it is and what became of packets. */
record ConntrackSource(Path proc) implements HostSource {
    private static final Family ENTRIES = Family.gauge("node_nf_conntrack_entries", "Connections in the table.");
    private static final Family LIMIT =
            Family.gauge("node_nf_conntrack_entries_limit", "Connections the table can hold.");
    private static final List<String> COUNTS =
            List.of("found", "invalid", "ignore", "insert", "insert_failed", "drop", "early_drop", "search_restart");

    @Override
    public String name() {
        return "conntrack";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Path table = proc.resolve("sys/net/netfilter");
        OptionalDouble entries = KernelFiles.number(table.resolve("nf_conntrack_count"));
        OptionalDouble limit = KernelFiles.number(table.resolve("nf_conntrack_max"));
        if (entries.isEmpty() || limit.isEmpty()) {
            return;
        }
        to.add(ENTRIES, entries.getAsDouble());
        to.add(LIMIT, limit.getAsDouble());
        sums(KernelFiles.lines(proc.resolve("net/stat/nf_conntrack"))).forEach((name, sum) -> {
            if (COUNTS.contains(name)) {
                to.add(Family.gauge("node_nf_conntrack_stat_" + name, "Packets counted as " + name + "."), sum);
            }
        });
    }

    /** A line of names, then one of hexadecimal numbers for each processor. */
    private static Map<String, Double> sums(List<String> lines) {
        Map<String, Double> sums = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            Fields names = new Fields(lines.get(0));
            Fields values = new Fields(lines.get(i));
            while (names.more() && values.more()) {
                sums.merge(names.text(), (double) Long.parseLong(values.text(), 16), Double::sum);
            }
        }
        return sums;
    }
}
