package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/** Reads hosts that have no {@code /proc}: what OSHI knows of them, under the same names. */
final class OshiSource implements HostSource {
    private static final double MILLIS_PER_SECOND = 1000;

    private final SystemInfo system = new SystemInfo();

    @Override
    public String name() {
        return "oshi";
    }

    @Override
    public void readInto(MetricWriter to) {
        HardwareAbstractionLayer hardware = system.getHardware();
        processors(hardware.getProcessor(), to);
        GlobalMemory memory = hardware.getMemory();
        to.add(Family.gauge("node_memory_MemTotal_bytes", ""), memory.getTotal());
        to.add(Family.gauge("node_memory_MemAvailable_bytes", ""), memory.getAvailable());
        to.add(
                Family.gauge("node_memory_SwapTotal_bytes", ""),
                memory.getVirtualMemory().getSwapTotal());
        to.add(
                Family.gauge("node_memory_SwapFree_bytes", ""),
                memory.getVirtualMemory().getSwapTotal()
                        - memory.getVirtualMemory().getSwapUsed());
        for (HWDiskStore disk : hardware.getDiskStores()) {
            disk(disk, to);
        }
        for (NetworkIF network : hardware.getNetworkIFs()) {
            network(network, to);
        }
        OperatingSystem os = system.getOperatingSystem();
        for (OSFileStore store : os.getFileSystem().getFileStores(true)) {
            String[] labels = {"device", store.getVolume(), "mountpoint", store.getMount(), "fstype", store.getType()};
            to.add(Family.gauge("node_filesystem_size_bytes", ""), store.getTotalSpace(), labels);
            to.add(Family.gauge("node_filesystem_free_bytes", ""), store.getFreeSpace(), labels);
            to.add(Family.gauge("node_filesystem_avail_bytes", ""), store.getUsableSpace(), labels);
        }
        to.add(Family.gauge("node_boot_time_seconds", ""), os.getSystemBootTime());
        to.add(
                Family.gauge("node_uname_info", ""),
                1,
                "sysname",
                os.getFamily(),
                "release",
                os.getVersionInfo().toString(),
                "machine",
                System.getProperty("os.arch", ""),
                "nodename",
                os.getNetworkParams().getHostName());
    }

    private static void processors(CentralProcessor processor, MetricWriter to) {
        long[][] ticks = processor.getProcessorCpuLoadTicks();
        for (int cpu = 0; cpu < ticks.length; cpu++) {
            for (TickType type : TickType.values()) {
                double seconds = ticks[cpu][type.getIndex()] / MILLIS_PER_SECOND;
                to.add(
                        Family.counter("node_cpu_seconds_total", ""),
                        seconds,
                        "cpu",
                        Integer.toString(cpu),
                        "mode",
                        mode(type));
            }
        }
        double[] load = processor.getSystemLoadAverage(3);
        for (int i = 0; i < load.length; i++) {
            if (load[i] >= 0) { // negative: this system does not have it
                to.add(LoadSource.LOADS[i], load[i]);
            }
        }
    }

    private static String mode(TickType type) {
        return switch (type) {
            case USER -> "user";
            case NICE -> "nice";
            case SYSTEM -> "system";
            case IDLE -> "idle";
            case IOWAIT -> "iowait";
            case IRQ -> "irq";
            case SOFTIRQ -> "softirq";
            case STEAL -> "steal";
        };
    }

    private static void disk(HWDiskStore disk, MetricWriter to) {
        String[] labels = {"device", disk.getName()};
        to.add(Family.counter("node_disk_reads_completed_total", ""), disk.getReads(), labels);
        to.add(Family.counter("node_disk_read_bytes_total", ""), disk.getReadBytes(), labels);
        to.add(Family.counter("node_disk_writes_completed_total", ""), disk.getWrites(), labels);
        to.add(Family.counter("node_disk_written_bytes_total", ""), disk.getWriteBytes(), labels);
        to.add(
                Family.counter("node_disk_io_time_seconds_total", ""),
                disk.getTransferTime() / MILLIS_PER_SECOND,
                labels);
    }

    private static void network(NetworkIF network, MetricWriter to) {
        String[] labels = {"device", network.getName()};
        to.add(Family.counter("node_network_receive_bytes_total", ""), network.getBytesRecv(), labels);
        to.add(Family.counter("node_network_receive_packets_total", ""), network.getPacketsRecv(), labels);
        to.add(Family.counter("node_network_receive_errs_total", ""), network.getInErrors(), labels);
        to.add(Family.counter("node_network_receive_drop_total", ""), network.getInDrops(), labels);
        to.add(Family.counter("node_network_transmit_bytes_total", ""), network.getBytesSent(), labels);
        to.add(Family.counter("node_network_transmit_packets_total", ""), network.getPacketsSent(), labels);
        to.add(Family.counter("node_network_transmit_errs_total", ""), network.getOutErrors(), labels);
    }
}
