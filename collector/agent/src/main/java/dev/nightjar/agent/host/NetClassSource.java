package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns {@code /sys/class/net} into what each interface is and whether it is up. */
record NetClassSource(Path sys) implements HostSource {
    private static final double BITS_PER_BYTE = 8;

    private static final Map<String, Family> NUMBERS = new LinkedHashMap<>();

    static {
        gauge("addr_assign_type", "address_assign_type", "How the address came about.");
        gauge("carrier", "carrier", "1 where there is a signal on the line.");
        counter("carrier_changes", "carrier_changes_total", "Changes of the signal.");
        counter("carrier_up_count", "carrier_up_changes_total", "Times the signal came.");
        counter("carrier_down_count", "carrier_down_changes_total", "Times the signal went.");
        gauge("dev_id", "device_id", "Tells interfaces of one address apart.");
        gauge("dormant", "dormant", "1 where the interface waits for something outside.");
        gauge("flags", "flags", "The interface's flags.");
        gauge("ifindex", "iface_id", "The interface's number.");
        gauge("iflink", "iface_link", "Number of the interface this one lies on.");
        gauge("link_mode", "iface_link_mode", "The interface's link mode.");
        gauge("mtu", "mtu_bytes", "Largest packet.");
        gauge("name_assign_type", "name_assign_type", "How the name came about.");
        gauge("netdev_group", "net_dev_group", "The interface's group.");
        gauge("tx_queue_len", "transmit_queue_length", "Packets that can wait to be sent.");
        gauge("type", "protocol_type", "The interface's protocol.");
    }

    private static final Family UP = Family.gauge("node_network_up", "1 where the interface works.");
    private static final Family INFO = Family.gauge("node_network_info", "What the interface is, always 1.");
    private static final Family SPEED = Family.gauge("node_network_speed_bytes", "Bytes a second the line can take.");

    private static void gauge(String file, String name, String help) {
        NUMBERS.put(file, Family.gauge("node_network_" + name, help));
    }

    private static void counter(String file, String name, String help) {
        NUMBERS.put(file, Family.counter("node_network_" + name, help));
    }

    @Override
    public String name() {
        return "netclass";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path of : KernelFiles.entries(sys.resolve("class/net"))) {
            if (Files.isDirectory(of)) {
                interfaceInto(of, KernelFiles.nameOf(of), to);
            }
        }
    }

    private static void interfaceInto(Path of, String device, MetricWriter to) {
        String state = text(of, "operstate");
        to.add(UP, state.equals("up") ? 1 : 0, "device", device);
        to.add(
                INFO,
                1,
                "device",
                device,
                "address",
                text(of, "address"),
                "broadcast",
                text(of, "broadcast"),
                "duplex",
                text(of, "duplex"),
                "operstate",
                state,
                "ifalias",
                text(of, "ifalias"));
        NUMBERS.forEach((file, family) -> {
            OptionalDouble value = KernelFiles.number(of.resolve(file));
            if (value.isPresent()) {
                to.add(family, value.getAsDouble(), "device", device);
            }
        });
        OptionalDouble megabits = KernelFiles.number(of.resolve("speed"));
        if (megabits.isPresent()) {
            to.add(SPEED, megabits.getAsDouble() * 1e6 / BITS_PER_BYTE, "device", device);
        }
    }

    private static String text(Path of, String file) {
        return KernelFiles.text(of.resolve(file)).orElse("");
    }
}
