package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns bonded interfaces into how many lines each has and how many of them work. */
record BondingSource(Path sys) implements HostSource {
    private static final Family SLAVES = Family.gauge("node_bonding_slaves", "Lines of the bonded interface.");
    private static final Family ACTIVE = Family.gauge("node_bonding_active", "Lines of it that work.");

    @Override
    public String name() {
        return "bonding";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Path net = sys.resolve("class/net");
        Fields masters =
                new Fields(KernelFiles.text(net.resolve("bonding_masters")).orElse(""));
        while (masters.more()) {
            String master = masters.text();
            Path of = net.resolve(master);
            Fields slaves =
                    new Fields(KernelFiles.text(of.resolve("bonding/slaves")).orElse(""));
            int count = 0;
            int active = 0;
            while (slaves.more()) {
                Path slave = of.resolve("lower_" + slaves.text());
                count++;
                active += KernelFiles.text(slave.resolve("bonding_slave/mii_status"))
                                .orElse("")
                                .equals("up")
                        ? 1
                        : 0;
            }
            to.add(SLAVES, count, "master", master);
            to.add(ACTIVE, active, "master", master);
        }
    }
}
