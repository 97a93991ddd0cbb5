package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns {@code /sys/class/nvme} into one sample for each controller, with its firmware and state. */
record NvmeSource(Path sys) implements HostSource {
    private static final Family INFO = Family.gauge("node_nvme_info", "An NVMe controller, always 1.");

    @Override
    public String name() {
        return "nvme";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path device : KernelFiles.entries(sys.resolve("class/nvme"))) {
            to.add(
                    INFO,
                    1,
                    "device",
                    KernelFiles.nameOf(device),
                    "firmware_revision",
                    text(device, "firmware_rev"),
                    "model",
                    text(device, "model"),
                    "serial",
                    text(device, "serial"),
                    "state",
                    text(device, "state"));
        }
    }

    private static String text(Path device, String file) {
        return KernelFiles.text(device.resolve(file)).orElse("");
    }
}
