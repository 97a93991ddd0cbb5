package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Turns {@code /proc/diskstats} into operations, bytes and time per whole disk. */
record DiskSource(Path proc) implements HostSource {
    /** The kernel counts sectors of this size, whatever the disk's own. */
    private static final double SECTOR_BYTES = 512;

    private static final double MILLIS_PER_SECOND = 1000;

    /** Partitions repeat what their disk says; loops and RAM disks are no disks. */
    private static final Pattern NOT_A_DISK =
            Pattern.compile("z?ram\\d+|loop\\d+|fd\\d+|(?:h|s|v|xv)d[a-z]+\\d+|nvme\\d+n\\d+p\\d+|mmcblk\\d+p\\d+");

    @Override
    public String name() {
        return "diskstats";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("diskstats"))) {
            Fields fields = new Fields(line);
            if (!fields.more()) {
                continue;
            }
            fields.text(); // major
            fields.text(); // minor
            String device = fields.text();
            if (!NOT_A_DISK.matcher(device).matches()) {
                disk(fields, device, to);
            }
        }
    }

    private static void disk(Fields fields, String device, MetricWriter to) {
        to.add("node_disk_reads_completed_total", fields.number(), "device", device);
        to.add("node_disk_reads_merged_total", fields.number(), "device", device);
        to.add("node_disk_read_bytes_total", fields.number() * SECTOR_BYTES, "device", device);
        to.add("node_disk_read_time_seconds_total", fields.number() / MILLIS_PER_SECOND, "device", device);
        to.add("node_disk_writes_completed_total", fields.number(), "device", device);
        to.add("node_disk_writes_merged_total", fields.number(), "device", device);
        to.add("node_disk_written_bytes_total", fields.number() * SECTOR_BYTES, "device", device);
        to.add("node_disk_write_time_seconds_total", fields.number() / MILLIS_PER_SECOND, "device", device);
        to.add("node_disk_io_now", fields.number(), "device", device);
        to.add("node_disk_io_time_seconds_total", fields.number() / MILLIS_PER_SECOND, "device", device);
        to.add("node_disk_io_time_weighted_seconds_total", fields.number() / MILLIS_PER_SECOND, "device", device);
    }
}
