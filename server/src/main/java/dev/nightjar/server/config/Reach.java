package dev.nightjar.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The rule of what may be reached from where: beyond its own machine Nightjar speaks TLS and takes tokens, or somebody
 * wrote down that the network around is trusted.
 */
public final class Reach {
    private final NightjarConfig config;
    private final List<String> problems = new ArrayList<>();

    private Reach(NightjarConfig config) {
        this.config = config;
    }

    /** Every address on which a server with {@code config} refuses to listen, and what to do about it. */
    public static List<String> problems(NightjarConfig config) {
        Reach reach = new Reach(config);
        if (!config.insecure()) {
            reach.web();
            reach.ports();
        }
        return List.copyOf(reach.problems);
    }

    private void web() {
        if (!config.tls().isOn()) {
            web("listen", config.listen());
            config.otlp().addresses().forEach(address -> web("otlp", address));
        }
    }

    private void web(String key, ListenAddress address) {
        if (!address.isLoopback()) {
            problems.add(
                    key + ": " + address + " can be reached from other machines: set `tls.certificate` and `tls.key`,"
                            + " listen on 127.0.0.1, or set `insecure: true` if the network around is trusted");
        }
    }

    private void ports() {
        if (config.ports().insecure()) {
            return;
        }
        for (ListenAddress address : config.ports().openAddresses()) {
            if (!address.isLoopback()) {
                problems.add("ports: " + address
                        + " can be reached from other machines, and its protocol knows no tokens: listen on 127.0.0.1,"
                        + " or set `ports.insecure: true` if whoever reaches it may send");
            }
        }
    }
}
