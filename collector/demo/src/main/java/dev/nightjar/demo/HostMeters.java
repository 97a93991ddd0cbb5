package dev.nightjar.demo;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The host of an instance, under node_exporter's names. */
final class HostMeters {
    private final MeterRegistry meters;

    private HostMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    static void register(Instance instance, MeterRegistry meters) {
        HostMeters host = new HostMeters(meters);
        for (Disk disk : instance.disks()) {
            host.disk(disk, "node_disk_reads_completed_total", Disk::reads);
            host.disk(disk, "node_disk_writes_completed_total", Disk::writes);
            host.disk(disk, "node_disk_read_time_seconds_total", Disk::readSeconds);
            host.disk(disk, "node_disk_write_time_seconds_total", Disk::writeSeconds);
            host.disk(disk, "node_disk_read_bytes_total", Disk::readBytes);
            host.disk(disk, "node_disk_written_bytes_total", Disk::writtenBytes);
            host.disk(disk, "node_disk_io_time_seconds_total", Disk::busySeconds);
        }
        for (String mode : Processor.MODES) {
            FunctionCounter.builder("node_cpu_seconds_total", instance.processor(), p -> p.seconds(mode))
                    .tag("cpu", "0")
                    .tag("mode", mode)
                    .register(meters);
        }
        Gauge.builder("node_load1", instance.processor(), Processor::load).register(meters);
        Gauge.builder("node_memory_MemTotal_bytes", () -> Memory.HOST_BYTES).register(meters);
        Gauge.builder("node_memory_MemAvailable_bytes", instance.memory(), Memory::hostAvailableBytes)
                .register(meters);
        Gauge.builder("process_resident_memory_bytes", instance.memory(), Memory::usedBytes)
                .register(meters);
        Gauge.builder("process_memory_limit_bytes", () -> Memory.LIMIT_BYTES).register(meters);
        host.space("/", 40e9, 0.55);
        host.space("/var/lib/shop", 200e9, 0.31);
        for (String direction : new String[] {"receive", "transmit"}) {
            FunctionCounter.builder(
                            "node_network_" + direction + "_bytes_total", instance, i -> i.networkBytes(direction))
                    .tag("device", "eth0")
                    .register(meters);
        }
    }

    /** {@code app_info} with the version that runs; the caller removes it when another takes over. */
    static Gauge info(String version, MeterRegistry meters) {
        return Gauge.builder("app_info", () -> 1).tag("version", version).register(meters);
    }

    private void disk(Disk disk, String name, ToDoubleFunction<Disk> value) {
        FunctionCounter.builder(name, disk, value).tag("device", disk.device).register(meters);
    }

    private void space(String mountpoint, double size, double used) {
        Gauge.builder("node_filesystem_size_bytes", () -> size)
                .tag("mountpoint", mountpoint)
                .tag("fstype", "ext4")
                .register(meters);
        Gauge.builder("node_filesystem_avail_bytes", () -> size * (1 - used))
                .tag("mountpoint", mountpoint)
                .tag("fstype", "ext4")
                .register(meters);
    }
}
