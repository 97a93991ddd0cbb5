package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns {@code /proc/sys/kernel} into one sample that names system, kernel and host. */
record UnameSource(Path proc) implements HostSource {
    static final Family INFO = Family.gauge("node_uname_info", "System, kernel and host, always 1.");

    @Override
    public String name() {
        return "uname";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        to.add(
                INFO,
                1,
                "sysname",
                kernel("ostype"),
                "release",
                kernel("osrelease"),
                "version",
                kernel("version"),
                "machine",
                machine(System.getProperty("os.arch", "")),
                "nodename",
                kernel("hostname"),
                "domainname",
                kernel("domainname"));
    }

    private String kernel(String name) throws IOException {
        return KernelFiles.read(proc.resolve("sys/kernel").resolve(name));
    }

    /** Java's word for the architecture, as uname would say it. */
    private static String machine(String architecture) {
        return architecture.equals("amd64") ? "x86_64" : architecture;
    }
}
