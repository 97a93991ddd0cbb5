package dev.nightjar.demo;

import java.util.List;

/** One processor's time by mode, as node_exporter counts it. */
final class Processor {
    static final List<String> MODES = List.of("user", "system", "iowait", "idle");

    private double user;
    private double system;
    private double iowait;
    private double idle;
    private double load;

    /** Accounts {@code elapsed} seconds in which the work took {@code working} and waiting for disks {@code waiting}. */
    void step(double elapsed, double working, double waiting) {
        double busy = Math.min(working, 0.95 * elapsed);
        double wait = Math.min(waiting, elapsed - busy);
        user += 0.8 * busy;
        system += 0.2 * busy;
        iowait += wait;
        idle += elapsed - busy - wait;
        load = load * 0.9 + 0.1 * (working + waiting) / elapsed;
    }

    double seconds(String mode) {
        return switch (mode) {
            case "user" -> user;
            case "system" -> system;
            case "iowait" -> iowait;
            default -> idle;
        };
    }

    double load() {
        return load;
    }
}
