package dev.nightjar.agent.discovery;

import java.util.List;

/**
 * A program that takes connections on this host.
 *
 * @param program as the kernel calls it; empty where we may not look
 * @param ports it listens on, in order
 * @param logFiles it has open for writing, in order
 */
public record ListeningService(String program, List<Integer> ports, List<String> logFiles) {
    public ListeningService {
        ports = List.copyOf(ports);
        logFiles = List.copyOf(logFiles);
    }
}
