package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.Locale;

/** Turns the host's clock into its time, its zone, and what the kernel reads it from. */
record TimeSource(Path sys, ZoneId zone) implements HostSource {
    private static final String PREFIX = "clocksource";
    private static final DateTimeFormatter ZONE_NAME =
            new DateTimeFormatterBuilder().appendZoneText(TextStyle.SHORT).toFormatter(Locale.ROOT);

    private static final Family TIME = Family.gauge("node_time_seconds", "The host's time since 1970.");
    private static final Family OFFSET =
            Family.gauge("node_time_zone_offset_seconds", "What the host's zone is ahead of UTC.");
    private static final Family AVAILABLE =
            Family.gauge("node_time_clocksource_available_info", "What time can be read from, always 1.");
    private static final Family CURRENT =
            Family.gauge("node_time_clocksource_current_info", "What time is read from, always 1.");

    @Override
    public String name() {
        return "time";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        to.add(TIME, to.at().toEpochMilli() / 1000.0);
        to.add(
                OFFSET,
                zone.getRules().getOffset(to.at()).getTotalSeconds(),
                "time_zone",
                ZONE_NAME.format(to.at().atZone(zone)));
        for (Path each : KernelFiles.entries(sys.resolve("devices/system/clocksource"))) {
            String folder = KernelFiles.nameOf(each);
            if (folder.startsWith(PREFIX)) {
                String device = folder.substring(PREFIX.length());
                Fields available = new Fields(
                        KernelFiles.text(each.resolve("available_clocksource")).orElse(""));
                while (available.more()) {
                    to.add(AVAILABLE, 1, "device", device, "clocksource", available.text());
                }
                KernelFiles.text(each.resolve("current_clocksource"))
                        .ifPresent(current -> to.add(CURRENT, 1, "device", device, "clocksource", current));
            }
        }
    }
}
