package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all there is of a host; a source that fails is reported as such and does not spoil the others. */
public final class HostReader {
    private static final Logger LOG = LoggerFactory.getLogger(HostReader.class);
    private static final Family SUCCESS =
            Family.gauge("node_scrape_collector_success", "1 where this part of the host could be read.");
    private static final Family DURATION =
            Family.gauge("node_scrape_collector_duration_seconds", "How long reading this part of the host took.");
    private static final double NANOS = 1e-9;

    /** For arithmetic on pages where the C library cannot be asked. */
    private static final double USUAL_PAGE_BYTES = 4096;

    private final List<HostSource> sources;
    private final LongSupplier nanos;
    private final Set<String> failing = new HashSet<>();

    /** @param nanos a clock that only goes forward, such as {@link System#nanoTime} */
    HostReader(List<HostSource> sources, LongSupplier nanos) {
        this.sources = List.copyOf(sources);
        this.nanos = nanos;
    }

    /** Straight from the kernel where it is Linux', through OSHI elsewhere. */
    public static HostReader of(HostPaths paths, LongSupplier nanos) {
        Path proc = paths.proc();
        return Files.isReadable(proc.resolve("stat"))
                ? new HostReader(linux(paths), nanos)
                : new HostReader(List.of(new OshiSource()), nanos);
    }

    private static List<HostSource> linux(HostPaths paths) {
        Path proc = paths.proc();
        Path sys = paths.sys();
        Optional<LibC> libC = LibC.open();
        double pageBytes = libC.map(LibC::pageBytes).orElse(USUAL_PAGE_BYTES);
        FilesystemSource.SpaceOf space = libC.isPresent() ? libC.get()::space : FilesystemSource::spaceOf;
        List<HostSource> sources = new ArrayList<>(List.of(
                new ArpSource(proc),
                new BondingSource(sys),
                new ConntrackSource(proc),
                new CpuSource(proc),
                new CpuFrequencySource(sys),
                new DiskSource(proc, paths.udev()),
                new DmiSource(sys),
                new EdacSource(sys),
                KernelNumbersSource.entropy(proc),
                KernelNumbersSource.hungTasks(proc),
                new FileHandleSource(proc),
                new FilesystemSource(proc, space),
                new HwmonSource(sys),
                new LoadSource(proc),
                new MemorySource(proc),
                new NetClassSource(sys),
                new NetworkSource(proc, sys),
                new NetstatSource(proc),
                new NfsClientSource(proc),
                new NfsServerSource(proc),
                new NvmeSource(sys),
                new OsSource(paths.osRelease()),
                new PressureSource(proc),
                new RaidSource(proc),
                new SchedstatSource(proc),
                new SelinuxSource(sys),
                new SockstatSource(proc, pageBytes),
                new SoftnetSource(proc),
                new StatSource(proc),
                new TextfileSource(paths.textfiles()),
                new ThermalSource(sys),
                new TimeSource(sys, ZoneId.systemDefault()),
                new UdpQueueSource(proc),
                new UnameSource(proc),
                new VmstatSource(proc)));
        libC.ifPresent(c -> sources.add(new TimexSource(c::clock)));
        sources.add(new ProcessSource(proc, pageBytes));
        sources.add(new ContainerSource(paths.cgroup(), new ContainerNames(paths.docker())));
        return sources;
    }

    public void readInto(MetricWriter to) {
        for (HostSource source : sources) {
            long begun = nanos.getAsLong();
            boolean worked = true;
            try {
                source.readInto(to);
                failing.remove(source.name());
            } catch (IOException | RuntimeException e) {
                worked = false;
                if (failing.add(source.name())) {
                    LOG.warn(
                            "{} of this host cannot be read: {} (said once until it works again)",
                            source.name(),
                            e.toString());
                }
            }
            to.add(SUCCESS, worked ? 1 : 0, "collector", source.name());
            to.add(DURATION, (nanos.getAsLong() - begun) * NANOS, "collector", source.name());
        }
    }
}
