package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Turns {@code /proc/net/sockstat} into how many sockets there are, by protocol, and the memory they take. */
final class SockstatSource implements HostSource {
    private final Path proc;
    private final double pageBytes;
    private final NamedFamilies families =
            new NamedFamilies(name -> Family.gauge("node_sockstat_" + name, "The kernel's number " + name + "."));

    SockstatSource(Path proc, double pageBytes) {
        this.proc = proc;
        this.pageBytes = pageBytes;
    }

    @Override
    public String name() {
        return "sockstat";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String file : List.of("net/sockstat", "net/sockstat6")) {
            for (String line : KernelFiles.lines(proc.resolve(file))) {
                Fields fields = new Fields(line);
                String protocol = fields.more() ? fields.text().replace(":", "") : "";
                while (fields.more()) {
                    String what = fields.text();
                    double value = fields.number();
                    to.add(families.of(protocol + "_" + what), value);
                    if (what.equals("mem")) { // counted in pages
                        to.add(families.of(protocol + "_mem_bytes"), value * pageBytes);
                    }
                }
            }
        }
    }
}
