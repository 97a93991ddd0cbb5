package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Turns {@code /sys/fs/selinux} into whether SELinux is there and enforces. */
record SelinuxSource(Path sys) implements HostSource {
    private static final Family ENABLED = Family.gauge("node_selinux_enabled", "1 where SELinux is there.");
    private static final Family MODE = Family.gauge("node_selinux_current_mode", "1 where SELinux enforces.");

    @Override
    public String name() {
        return "selinux";
    }

    @Override
    public void readInto(MetricWriter to) {
        OptionalDouble enforces = KernelFiles.number(sys.resolve("fs/selinux/enforce"));
        to.add(ENABLED, enforces.isPresent() ? 1 : 0);
        if (enforces.isPresent()) {
            to.add(MODE, enforces.getAsDouble());
        }
    }
}
