package dev.nightjar.agent.host;

import java.util.Map;
import java.util.TreeMap;

/**
 * The processes of one name. What they have used only grows, also when some of them end: each reading adds what every
 * process used since the one before.
 */
final class ProcessGroup {
    private final String name;
    private double userTicks;
    private double systemTicks;
    private double minorFaults;
    private double majorFaults;

    private int processes;
    private double threads;
    private double virtualBytes;
    private double residentPages;
    private double oldestStartTicks = Double.POSITIVE_INFINITY;
    private final Map<String, Integer> states = new TreeMap<>();

    ProcessGroup(String name) {
        this.name = name;
    }

    /** Forgets who is there now; what was used stays. */
    void beginReading() {
        processes = 0;
        threads = 0;
        virtualBytes = 0;
        residentPages = 0;
        oldestStartTicks = Double.POSITIVE_INFINITY;
        states.replaceAll((state, count) -> 0);
    }

    /** @param before the same process in the last reading; null if it was not there */
    void add(ProcessReading now, @org.jspecify.annotations.Nullable ProcessReading before) {
        userTicks += now.userTicks() - (before == null ? 0 : before.userTicks());
        systemTicks += now.systemTicks() - (before == null ? 0 : before.systemTicks());
        minorFaults += now.minorFaults() - (before == null ? 0 : before.minorFaults());
        majorFaults += now.majorFaults() - (before == null ? 0 : before.majorFaults());
        processes++;
        threads += now.threads();
        virtualBytes += now.virtualBytes();
        residentPages += now.residentPages();
        oldestStartTicks = Math.min(oldestStartTicks, now.startTicks());
        states.merge(stateOf(now.state()), 1, Integer::sum);
    }

    private static String stateOf(char letter) {
        return switch (letter) {
            case 'R' -> "Running";
            case 'S', 'I' -> "Sleeping";
            case 'D' -> "Waiting";
            case 'Z' -> "Zombie";
            default -> "Other";
        };
    }

    String name() {
        return name;
    }

    int processes() {
        return processes;
    }

    double userTicks() {
        return userTicks;
    }

    double systemTicks() {
        return systemTicks;
    }

    double minorFaults() {
        return minorFaults;
    }

    double majorFaults() {
        return majorFaults;
    }

    double threads() {
        return threads;
    }

    double virtualBytes() {
        return virtualBytes;
    }

    double residentPages() {
        return residentPages;
    }

    double oldestStartTicks() {
        return oldestStartTicks;
    }

    Map<String, Integer> states() {
        return Map.copyOf(states);
    }
}
