package dev.nightjar.ingest.probeconfig;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Which of a host's addresses is taken: one of IPv6 or one of IPv4, and the other where there is none.
 *
 * @param source of this machine's addresses, that it is asked from; empty for the one that the kernel takes
 */
public record IpChoice(boolean prefers6, boolean fallsBack, Optional<InetAddress> source) {
    /** As blackbox_exporter has it. */
    public static final IpChoice DEFAULTS = new IpChoice(true, true);

    public IpChoice(boolean prefers6, boolean fallsBack) {
        this(prefers6, fallsBack, Optional.empty());
    }
}
