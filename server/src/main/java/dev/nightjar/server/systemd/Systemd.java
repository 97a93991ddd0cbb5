package dev.nightjar.server.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd, where it asked for that, that the service is ready, that it stops, and, as often as it wants to hear it,
 * that the service still answers: one that does not is restarted by it. What cannot be told is logged once.
 */
public final class Systemd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

    private final Optional<NotifySocket> socket;
    private final Duration patience;
    private @Nullable ScheduledExecutorService watch;
    private volatile boolean failed;

    private Systemd(Optional<NotifySocket> socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /** @param environment the process's variables: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID} */
    public static Systemd of(Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return new Systemd(Optional.empty(), Duration.ZERO);
        }
        try {
            return new Systemd(Optional.of(new NotifySocket(address)), patience(environment));
        } catch (IOException e) {
            LOG.error("systemd will take this service for one that never became ready: {}", e.getMessage());
            return new Systemd(Optional.empty(), Duration.ZERO);
        }
    }

    private static Duration patience(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        boolean ours = whose.isEmpty()
                || whose.equals(Long.toString(ProcessHandle.current().pid()));
        return ours && micros.matches("\\d{1,15}") ? Duration.ofNanos(Long.parseLong(micros) * 1000) : Duration.ZERO;
    }

    /**
     * The service is ready.
     *
     * @param answers whether it still answers; asked, on a thread of this, twice in the time that systemd waits
     */
    public synchronized void ready(BooleanSupplier answers) {
        tell("READY=1");
        if (socket.isPresent() && patience.isPositive() && watch == null) {
            ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("systemd-watchdog").daemon(true).factory());
            watch = alarm;
            long every = patience.dividedBy(2).toNanos();
            var _ = alarm.scheduleAtFixedRate(() -> look(answers), 0, every, TimeUnit.NANOSECONDS);
        }
    }

    private void look(BooleanSupplier answers) {
        boolean well;
        try {
            well = answers.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.warn("whether this service answers could not be found out: {}", e.toString());
            well = false;
        }
        if (well) {
            tell("WATCHDOG=1");
        } else {
            LOG.warn("this service does not answer itself; systemd restarts it unless it does within {}", patience);
        }
    }

    private void tell(String what) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().send(what);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("systemd was not told {}: {}", what, e.getMessage());
            }
            failed = true;
        }
    }

    /** The service stops: it is not watched any more. */
    @Override
    public synchronized void close() {
        ScheduledExecutorService running = watch;
        if (running != null) {
            running.shutdownNow();
        }
        tell("STOPPING=1");
    }
}
