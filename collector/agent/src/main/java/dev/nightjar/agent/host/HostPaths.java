package dev.nightjar.agent.host;

import java.nio.file.Path;
import java.util.List;

/**
 * Where Linux shows what it counts.
 *
 * @param udev what udev noted of devices
 * @param osRelease files that name the distribution, the first there is counts
 * @param cgroup root of the control groups, version 2
 * @param docker where Docker keeps its containers' descriptions
 * @param textfiles where jobs write metrics of their own, as {@code *.prom}
 */
public record HostPaths(
        Path proc, Path sys, Path udev, List<Path> osRelease, Path cgroup, Path docker, Path textfiles) {
    /** Where they are on every Linux. */
    public static final HostPaths STANDARD = under(Path.of("/"));

    public HostPaths {
        osRelease = List.copyOf(osRelease);
    }

    /** All of them under a folder: a container that has its host's root mounted there, or a test. */
    public static HostPaths under(Path root) {
        return new HostPaths(
                root.resolve("proc"),
                root.resolve("sys"),
                root.resolve("run/udev/data"),
                List.of(root.resolve("etc/os-release"), root.resolve("usr/lib/os-release")),
                root.resolve("sys/fs/cgroup"),
                root.resolve("var/lib/docker/containers"),
                root.resolve("var/lib/prometheus/node-exporter"));
    }

    public HostPaths withTextfiles(Path to) {
        return new HostPaths(proc, sys, udev, osRelease, cgroup, docker, to);
    }
}
