package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Turns {@code /proc/diskstats} into operations, bytes and time per whole disk, and what udev knows of it into
 * {@code node_disk_info}.
 */
record DiskSource(Path proc, Path udev) implements HostSource {
    /** Partitions repeat what their disk says; loops and RAM disks are no disks. */
    private static final Pattern NOT_A_DISK =
            Pattern.compile("(?:z?ram|loop|fd|(?:h|s|v|xv)d[a-z]+|nvme\\d+n\\d+p)\\d+");

    /** The kernel counts sectors of this size, whatever the disk's own. */
    private static final double SECTOR_BYTES = 512;

    private static final double MILLIS = 1e-3;

    /** One number of a line: the kernel appends new ones, so a line may end early. */
    private record Column(Family family, double unit) {}

    private static final List<Column> COLUMNS = List.of(
            column("reads_completed_total", "Reads completed.", 1),
            column("reads_merged_total", "Reads merged with others.", 1),
            column("read_bytes_total", "Bytes read.", SECTOR_BYTES),
            column("read_time_seconds_total", "Time all reads took.", MILLIS),
            column("writes_completed_total", "Writes completed.", 1),
            column("writes_merged_total", "Writes merged with others.", 1),
            column("written_bytes_total", "Bytes written.", SECTOR_BYTES),
            column("write_time_seconds_total", "Time all writes took.", MILLIS),
            new Column(Family.gauge("node_disk_io_now", "Operations under way."), 1),
            column("io_time_seconds_total", "Time in which operations were under way.", MILLIS),
            column("io_time_weighted_seconds_total", "Time operations waited, summed over all.", MILLIS),
            column("discards_completed_total", "Discards completed.", 1),
            column("discards_merged_total", "Discards merged with others.", 1),
            column("discarded_sectors_total", "Sectors discarded.", 1),
            column("discard_time_seconds_total", "Time all discards took.", MILLIS),
            column("flush_requests_total", "Flushes completed.", 1),
            column("flush_requests_time_seconds_total", "Time all flushes took.", MILLIS));

    private static final Family INFO = Family.gauge("node_disk_info", "What is known of a disk, always 1.");
    private static final Family FILESYSTEM_INFO =
            Family.gauge("node_disk_filesystem_info", "The filesystem right on a disk, always 1.");
    private static final Family MAPPER_INFO =
            Family.gauge("node_disk_device_mapper_info", "What the device mapper made the disk of, always 1.");

    private static Column column(String name, String help, double unit) {
        return new Column(Family.counter("node_disk_" + name, help), unit);
    }

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
            String major = fields.text();
            String minor = fields.text();
            String device = fields.text();
            if (!NOT_A_DISK.matcher(device).matches()) {
                for (Column column : COLUMNS) {
                    if (fields.more()) {
                        to.add(column.family(), fields.number() * column.unit(), "device", device);
                    }
                }
                known(device, major, minor, to);
            }
        }
    }

    private void known(String device, String major, String minor, MetricWriter to) throws IOException {
        Map<String, String> of = properties(udev.resolve("b" + major + ":" + minor));
        String serial = of.getOrDefault("SCSI_IDENT_SERIAL", of.getOrDefault("ID_SERIAL_SHORT", ""));
        to.add(
                INFO,
                1,
                "device",
                device,
                "major",
                major,
                "minor",
                minor,
                "path",
                of.getOrDefault("ID_PATH", ""),
                "wwn",
                of.getOrDefault("ID_WWN", ""),
                "model",
                of.getOrDefault("ID_MODEL", ""),
                "serial",
                serial,
                "revision",
                of.getOrDefault("ID_REVISION", ""));
        if (of.containsKey("ID_FS_TYPE")) {
            to.add(
                    FILESYSTEM_INFO,
                    1,
                    "device",
                    device,
                    "type",
                    of.getOrDefault("ID_FS_TYPE", ""),
                    "usage",
                    of.getOrDefault("ID_FS_USAGE", ""),
                    "uuid",
                    of.getOrDefault("ID_FS_UUID", ""),
                    "version",
                    of.getOrDefault("ID_FS_VERSION", ""));
        }
        if (of.containsKey("DM_NAME")) {
            to.add(
                    MAPPER_INFO,
                    1,
                    "device",
                    device,
                    "name",
                    of.getOrDefault("DM_NAME", ""),
                    "uuid",
                    of.getOrDefault("DM_UUID", ""),
                    "vg_name",
                    of.getOrDefault("DM_VG_NAME", ""),
                    "lv_name",
                    of.getOrDefault("DM_LV_NAME", ""),
                    "lv_layer",
                    of.getOrDefault("DM_LV_LAYER", ""));
        }
    }

    /** Lines such as {@code E:ID_MODEL=Samsung_SSD}. */
    private static Map<String, String> properties(Path of) throws IOException {
        Map<String, String> properties = new TreeMap<>();
        for (String line : KernelFiles.lines(of)) {
            int equals = line.indexOf('=');
            if (line.startsWith("E:") && equals > 0) {
                properties.put(line.substring(2, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }
}
