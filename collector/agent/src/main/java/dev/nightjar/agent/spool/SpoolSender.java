package dev.nightjar.agent.spool;

import dev.nightjar.client.Delivery;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.client.Shipment;
import dev.nightjar.client.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what waits in a spool, in order, each until it is answered. {@link #step} is called by one thread. */
public final class SpoolSender {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolSender.class);

    private final String what;
    private final DiskSpool spool;
    private final Transport transport;
    private final RetryPolicy retry;
    private final RandomGenerator random;
    private final AtomicLong retries = new AtomicLong();
    private Instant notBefore = Instant.MIN;
    private int failures;

    /** @param what it sends, for messages */
    public SpoolSender(String what, DiskSpool spool, Transport transport, RetryPolicy retry, RandomGenerator random) {
        this.what = what;
        this.spool = spool;
        this.transport = transport;
        this.retry = retry;
        this.random = random;
    }

    /** Sends one shipment; true when there may be another to send right away. */
    public boolean step(Instant now) throws IOException {
        if (now.isBefore(notBefore)) {
            return false;
        }
        Optional<Shipment> oldest = spool.oldest();
        if (oldest.isEmpty()) {
            return false;
        }
        Shipment shipment = oldest.get();
        if (failures > 0) {
            retries.incrementAndGet();
        }
        switch (transport.deliver(shipment)) {
            case Delivery.Delivered() -> spool.delivered(shipment);
            case Delivery.Refused(String reason) -> {
                LOG.warn("{} {} are lost, the server does not want them: {}", shipment.items(), what, reason);
                spool.refused(shipment);
            }
            case Delivery.RetryLater _
            when Thread.currentThread().isInterrupted() -> {
                // nothing is wrong: the agent ends, and the shipment waits on the disk for its next start
                return false;
            }
            case Delivery.RetryLater later -> {
                failures++;
                notBefore = now.plus(retry.delay(failures, later.atLeast(), random));
                if (failures == 1) {
                    LOG.warn("{} wait on the disk: {} (said once until it works again)", what, later.reason());
                }
                return false;
            }
        }
        if (failures > 0) {
            LOG.info("{} are being sent again", what);
            failures = 0;
        }
        return true;
    }

    /** Attempts beyond the first. */
    public long retries() {
        return retries.get();
    }
}
