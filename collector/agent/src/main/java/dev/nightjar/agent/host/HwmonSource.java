package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns {@code /sys/class/hwmon} into what the board's sensors measure: temperatures, fans, voltages, currents, power.
 * A sensor is a set of files such as {@code temp1_input}, {@code temp1_crit}, {@code temp1_label}.
 */
record HwmonSource(Path sys) implements HostSource {
    private static final Pattern SENSOR_FILE = Pattern.compile("([a-z]+)(\\d+)(?:_(\\w+))?");
    private static final Set<String> SENSORS = Set.of(
            "vrm",
            "beep_enable",
            "update_interval",
            "in",
            "cpu",
            "fan",
            "pwm",
            "temp",
            "curr",
            "power",
            "energy",
            "humidity",
            "intrusion",
            "freq");
    private static final Set<String> FAN_SPEEDS = Set.of("input", "", "min", "max", "target");

    private static final Family CHIP_NAMES = Family.gauge("node_hwmon_chip_names", "Name of a chip, always 1.");
    private static final Family LABELS = Family.gauge("node_hwmon_sensor_label", "Label of a sensor, always 1.");

    /** What a file of a sensor means: a metric's name, and what one of its units is. */
    record Meaning(String name, double unit, boolean counter) {}

    @Override
    public String name() {
        return "hwmon";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path each : KernelFiles.entries(sys.resolve("class/hwmon"))) {
            Path real = each.toRealPath();
            String chip = chip(real);
            KernelFiles.text(real.resolve("name"))
                    .ifPresent(name -> to.add(CHIP_NAMES, 1, "chip", chip, "chip_name", cleaned(name)));
            List<Path> files = KernelFiles.entries(real);
            sensors(files, chip, to);
            if (files.stream()
                    .noneMatch(file ->
                            SENSOR_FILE.matcher(KernelFiles.nameOf(file)).matches())) {
                sensors(KernelFiles.entries(real.resolve("device")), chip, to); // drivers of long ago
            }
        }
    }

    private static void sensors(List<Path> files, String chip, MetricWriter to) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(KernelFiles.nameOf(file)));
        for (Path file : files) {
            Matcher parts = SENSOR_FILE.matcher(KernelFiles.nameOf(file));
            if (!parts.matches() || !SENSORS.contains(parts.group(1))) {
                continue;
            }
            String sensor = parts.group(1) + parts.group(2);
            String element = parts.group(3) == null ? "" : parts.group(3);
            if (element.equals("label")) {
                KernelFiles.text(file)
                        .ifPresent(label -> to.add(LABELS, 1, "chip", chip, "sensor", sensor, "label", label));
                continue;
            }
            OptionalDouble value = KernelFiles.number(file);
            if (value.isPresent()) {
                Meaning meaning = meaning(parts.group(1), element, names.contains(sensor));
                String name = "node_hwmon_" + meaning.name();
                Family family = meaning.counter()
                        ? Family.counter(name, "What a sensor of the board counted.")
                        : Family.gauge(name, "What a sensor of the board measures, or its setting.");
                to.add(family, value.getAsDouble() * meaning.unit(), "chip", chip, "sensor", sensor);
            }
        }
    }

    /** @param bare whether there is also a file of the sensor's name alone, beside that of its {@code input} */
    static Meaning meaning(String type, String element, boolean bare) {
        String name = type;
        if (element.equals("input")) {
            name += bare ? "_input" : "";
        } else if (!element.isEmpty()) {
            name += "_" + cleaned(element);
        }
        if (element.equals("fault") || element.equals("alarm")) {
            return new Meaning(name, 1, false);
        }
        if (element.equals("beep")) {
            return new Meaning(name + "_enabled", 1, false);
        }
        return switch (type) {
            case "in", "cpu" -> new Meaning(name + "_volts", 1e-3, false);
            case "temp" ->
                element.equals("type") ? new Meaning(name, 1, false) : new Meaning(name + "_celsius", 1e-3, false);
            case "curr" -> new Meaning(name + "_amps", 1e-3, false);
            case "energy" -> new Meaning(name + "_joule_total", 1e-6, true);
            case "humidity" -> new Meaning(name, 1e-6, false);
            case "freq" -> new Meaning(name + "_freq_mhz", 1e-6, false);
            case "power" -> power(name, element);
            case "fan" -> new Meaning(FAN_SPEEDS.contains(element) ? name + "_rpm" : name, 1, false);
            default -> new Meaning(name, 1, false);
        };
    }

    private static Meaning power(String name, String element) {
        return switch (element) {
            case "accuracy" -> new Meaning(name, 1e-6, false);
            case "average_interval", "average_interval_min", "average_interval_max" ->
                new Meaning(name + "_seconds", 1e-3, false);
            default -> new Meaning(name + "_watt", 1e-6, false);
        };
    }

    /** The device the chip belongs to, which stays the same when the kernel numbers its chips otherwise. */
    private static String chip(Path hwmon) throws IOException {
        Path device = hwmon.resolve("device");
        if (Files.exists(device)) {
            Path real = device.toRealPath();
            Path parent = real.getParent();
            String kind = parent == null ? "" : cleaned(KernelFiles.nameOf(parent));
            String name = cleaned(KernelFiles.nameOf(real));
            if (!name.isEmpty()) {
                return kind.isEmpty() ? name : kind + "_" + name;
            }
        }
        String name = cleaned(KernelFiles.text(hwmon.resolve("name")).orElse(""));
        return name.isEmpty() ? cleaned(KernelFiles.nameOf(hwmon)) : name;
    }

    private static String cleaned(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9:_]", "_").replaceAll("^_+|_+$", "");
    }
}
