package dev.nightjar.ingest.discovery;

/** Targets could not be found this time. What was found before stays. */
final class DiscoveryException extends Exception {
    DiscoveryException(String message) {
        super(message);
    }
}
