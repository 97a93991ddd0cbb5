package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Turns {@code /proc/vmstat} into paging, swapping, page faults and processes killed for want of memory. */
final class VmstatSource implements HostSource {
    private static final Pattern WANTED = Pattern.compile("(?:oom_kill|pgpg|pswp|pg.*fault).*");

    private final Path proc;
    private final NamedFamilies families =
            new NamedFamilies(name -> Family.unknown("node_vmstat_" + name, "Field of /proc/vmstat."));

    VmstatSource(Path proc) {
        this.proc = proc;
    }

    @Override
    public String name() {
        return "vmstat";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("vmstat"))) {
            int blank = line.indexOf(' ');
            if (blank > 0 && WANTED.matcher(line.substring(0, blank)).matches()) {
                to.add(families.of(line.substring(0, blank)), new Fields(line.substring(blank)).number());
            }
        }
    }
}
