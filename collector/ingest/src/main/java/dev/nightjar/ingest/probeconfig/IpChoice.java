package dev.nightjar.ingest.probeconfig;

/** Which of a host's addresses is taken: one of IPv6 or one of IPv4, and the other where there is none. */
public record IpChoice(boolean prefers6, boolean fallsBack) {
    /** As blackbox_exporter has it. */
    public static final IpChoice DEFAULTS = new IpChoice(true, true);
}
