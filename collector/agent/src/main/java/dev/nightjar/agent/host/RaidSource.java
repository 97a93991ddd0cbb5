package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Turns {@code /proc/mdstat} into the state of software RAID. */
record RaidSource(Path proc) implements HostSource {
    private static final Family STATE = Family.gauge("node_md_state", "1 for the state the array is in.");
    private static final Family DISKS = Family.gauge("node_md_disks", "Disks of the array by state.");
    private static final Family REQUIRED = Family.gauge("node_md_disks_required", "Disks the array is made for.");
    private static final Family BLOCKS = Family.gauge("node_md_blocks", "Blocks of the array.");
    private static final Family SYNCED =
            Family.gauge("node_md_blocks_synced", "Blocks of the array that agree, as far as is known.");
    private static final List<String> STATES = List.of("active", "inactive", "recovering", "check", "resync");

    @Override
    public String name() {
        return "mdadm";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (RaidArray array : RaidArray.parse(KernelFiles.lines(proc.resolve("mdstat")))) {
            String device = array.device();
            for (String state : STATES) {
                to.add(STATE, state.equals(array.state()) ? 1 : 0, "device", device, "state", state);
            }
            to.add(DISKS, array.active(), "device", device, "state", "active");
            to.add(DISKS, array.failed(), "device", device, "state", "failed");
            to.add(DISKS, array.spare(), "device", device, "state", "spare");
            to.add(REQUIRED, array.required(), "device", device);
            to.add(BLOCKS, array.blocks(), "device", device);
            to.add(SYNCED, array.synced(), "device", device);
        }
    }
}
