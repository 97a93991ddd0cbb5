package dev.nightjar.ingest.discovery.source;

/** Targets could not be found this time. What was found before stays. */
public final class DiscoveryException extends Exception {
    public DiscoveryException(String message) {
        super(message);
    }
}
