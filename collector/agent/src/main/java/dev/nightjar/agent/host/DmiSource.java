package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code /sys/class/dmi/id} into one sample that names the machine. Serial numbers are shown to root only. */
final class DmiSource implements HostSource {
    private static final Family INFO = Family.gauge("node_dmi_info", "The machine and its firmware, always 1.");
    private static final List<String> NAMES = List.of(
            "bios_date",
            "bios_release",
            "bios_vendor",
            "bios_version",
            "board_asset_tag",
            "board_name",
            "board_serial",
            "board_vendor",
            "board_version",
            "chassis_asset_tag",
            "chassis_serial",
            "chassis_vendor",
            "chassis_version",
            "product_family",
            "product_name",
            "product_serial",
            "product_sku",
            "product_uuid",
            "product_version",
            "sys_vendor");

    private final Path sys;

    /** The firmware does not change while the machine runs: asked once. */
    private String[] labels = {};

    private boolean asked;

    DmiSource(Path sys) {
        this.sys = sys;
    }

    @Override
    public String name() {
        return "dmi";
    }

    @Override
    public void readInto(MetricWriter to) {
        if (!asked) {
            labels = ask();
            asked = true;
        }
        if (labels.length > 0) {
            to.add(INFO, 1, labels);
        }
    }

    private String[] ask() {
        List<String> found = new ArrayList<>();
        for (String name : NAMES) {
            KernelFiles.text(sys.resolve("class/dmi/id").resolve(name)).ifPresent(text -> {
                found.add(name.equals("sys_vendor") ? "system_vendor" : name);
                found.add(text);
            });
        }
        return found.toArray(String[]::new);
    }
}
