package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns {@code /proc/meminfo} into bytes: {@code Active(anon): 5 kB} is {@code node_memory_Active_anon_bytes 5120}. */
record MemorySource(Path proc) implements HostSource {
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
            to.add("node_memory_" + name + (kilobytes ? "_bytes" : ""), kilobytes ? value * 1024 : value);
        }
    }
}
