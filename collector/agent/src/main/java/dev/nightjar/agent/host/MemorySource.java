package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns {@code /proc/meminfo} into bytes: {@code Active(anon): 5 kB} is {@code node_memory_Active_anon_bytes 5120}. */
final class MemorySource implements HostSource {
    private final Path proc;
    private final NamedFamilies families =
            new NamedFamilies(name -> Family.gauge("node_memory_" + name, "Field of /proc/meminfo."));

    MemorySource(Path proc) {
        this.proc = proc;
    }

    @Override
    public String name() {
        return "meminfo";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("meminfo"))) {
            Fields fields = new Fields(line);
            if (!fields.more()) {
                continue;
            }
            String key = fields.text();
            String name = key.substring(0, key.length() - 1).replace("(", "_").replace(")", "");
            double value = fields.number();
            boolean kilobytes = fields.more();
            to.add(families.of(name + (kilobytes ? "_bytes" : "")), kilobytes ? value * 1024 : value);
        }
    }
}
