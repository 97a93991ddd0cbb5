package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Turns {@code /sys/devices/system/edac} into errors of memory that were corrected, and that were not. */
record EdacSource(Path sys) implements HostSource {
    private static final Family CORRECTABLE =
            Family.counter("node_edac_correctable_errors_total", "Errors of memory that were corrected.");
    private static final Family UNCORRECTABLE =
            Family.counter("node_edac_uncorrectable_errors_total", "Errors of memory that were not corrected.");
    private static final Family ROW_CORRECTABLE =
            Family.counter("node_edac_csrow_correctable_errors_total", "Errors of a row that were corrected.");
    private static final Family ROW_UNCORRECTABLE =
            Family.counter("node_edac_csrow_uncorrectable_errors_total", "Errors of a row that were not corrected.");

    @Override
    public String name() {
        return "edac";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path controller : KernelFiles.entries(sys.resolve("devices/system/edac/mc"))) {
            String name = KernelFiles.nameOf(controller);
            if (name.matches("mc\\d+")) {
                controller(controller, name.substring(2), to);
            }
        }
    }

    private static void controller(Path of, String controller, MetricWriter to) throws IOException {
        count(CORRECTABLE, of.resolve("ce_count"), to, "controller", controller);
        count(UNCORRECTABLE, of.resolve("ue_count"), to, "controller", controller);
        String[] noRow = {"controller", controller, "csrow", "unknown"};
        count(ROW_CORRECTABLE, of.resolve("ce_noinfo_count"), to, noRow);
        count(ROW_UNCORRECTABLE, of.resolve("ue_noinfo_count"), to, noRow);
        for (Path row : KernelFiles.entries(of)) {
            String name = KernelFiles.nameOf(row);
            if (name.matches("csrow\\d+")) {
                String[] labels = {"controller", controller, "csrow", name.substring("csrow".length())};
                count(ROW_CORRECTABLE, row.resolve("ce_count"), to, labels);
                count(ROW_UNCORRECTABLE, row.resolve("ue_count"), to, labels);
            }
        }
    }

    private static void count(Family family, Path file, MetricWriter to, String... labels) {
        OptionalDouble value = KernelFiles.number(file);
        if (value.isPresent()) {
            to.add(family, value.getAsDouble(), labels);
        }
    }
}
