package dev.nightjar.demo;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * What really happened, for tests and for whoever wants to compare it with what Nightjar found.
 *
 * @param instance the one that suffers, or empty for all of the service
 * @param resource such as {@code disk sda} or {@code memory}, or empty
 * @param changeId the deploy or toggle behind it, or empty
 */
public record FaultTruth(
        Fault fault, Instant startedAt, String service, String instance, String resource, String changeId) {

    /** As one JSON object; the values need no escaping, they are the simulation's own words. */
    String toJson() {
        return """
                {"fault": "%s", "startedAt": "%s", "service": "%s", "instance": "%s", "resource": "%s", "changeId": "%s"}
                """.formatted(fault.text(), startedAt, service, instance, resource, changeId);
    }

    /** Writes the file in one step: a reader sees all of it or none. */
    void writeTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, toJson());
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
