package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Turns {@code /sys/class/thermal} into temperatures, and how hard what cools them works. */
record ThermalSource(Path sys) implements HostSource {
    private static final double MILLI = 1e-3;
    private static final String ZONE = "thermal_zone";
    private static final String COOLER = "cooling_device";

    private static final Family TEMPERATURE = Family.gauge("node_thermal_zone_temp", "Temperature in degrees Celsius.");
    private static final Family STATE = Family.gauge("node_cooling_device_cur_state", "How hard the device cools.");
    private static final Family MOST = Family.gauge("node_cooling_device_max_state", "How hard the device can cool.");

    @Override
    public String name() {
        return "thermal_zone";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path each : KernelFiles.entries(sys.resolve("class/thermal"))) {
            String name = KernelFiles.nameOf(each);
            String type = KernelFiles.text(each.resolve("type")).orElse("");
            if (name.startsWith(ZONE)) {
                add(TEMPERATURE, each.resolve("temp"), MILLI, to, "zone", name.substring(ZONE.length()), "type", type);
            } else if (name.startsWith(COOLER)) {
                String[] labels = {"name", name.substring(COOLER.length()), "type", type};
                add(STATE, each.resolve("cur_state"), 1, to, labels);
                add(MOST, each.resolve("max_state"), 1, to, labels);
            }
        }
    }

    private static void add(Family family, Path file, double unit, MetricWriter to, String... labels) {
        OptionalDouble value = KernelFiles.number(file);
        if (value.isPresent()) {
            to.add(family, value.getAsDouble() * unit, labels);
        }
    }
}
