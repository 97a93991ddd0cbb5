package dev.nightjar.client;

import dev.nightjar.model.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the calls that a service answers and makes: rate, errors and duration as metrics, entry and exit as a pair
 * of records, and those that never return. Interceptors use it; so may a service, for protocols of its own.
 *
 * <p>Memory is bounded: names beyond {@value #MOST_NAMES} become {@code other}, and of more open calls than {@value
 * #MOST_OPEN} the further ones are measured, but not missed if they never return. Nothing here throws or blocks.
 */
public final class Calls {
    /** The HTTP header and gRPC metadata key in which a caller says the call's id. */
    public static final String CALLER = "nightjar-call-id";

    static final int MOST_NAMES = 500;
    static final int MOST_OPEN = 50_000;

    private static final System.Logger LOG = System.getLogger("dev.nightjar.client");
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10),
    };
    private static final int MOST_ID_CHARS = 64;

    private final CallSettings settings;
    private final MeterRegistry meters;
    private final LogShipper records;
    private final String version;
    private final String sender;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ParameterRedaction redaction;
    private final AtomicLong sequence = new AtomicLong();
    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger openCount = new AtomicInteger();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean complained = new AtomicBoolean();

    Calls(
            CallSettings settings,
            MeterRegistry meters,
            LogShipper records,
            String version,
            String sender,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.meters = meters;
        this.records = records;
        this.version = version;
        this.sender = sender;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.redaction = new ParameterRedaction(settings);
        Gauge.builder("nightjar.calls.open", openCount, AtomicInteger::doubleValue)
                .description("Calls that have begun and not ended.")
                .register(meters);
    }

    /**
     * A call begins now.
     *
     * @param protocol such as {@code http} or {@code grpc}
     * @param name what is called, as in {@link Call#named(String)}
     */
    public Call begin(CallSide side, String protocol, String name) {
        Call call =
                new Call(this, sender + "-" + sequence.incrementAndGet(), side, protocol, name, nanoTime.getAsLong());
        openCount.incrementAndGet();
        if (open.size() < MOST_OPEN) {
            open.add(call);
        }
        return call;
    }

    static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_ID_CHARS
                && text.chars().allMatch(c -> c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    void recordEntry(Call call, Map<String, String> parameters) {
        quietly(() -> {
            if (settings.records()) {
                CallRecord record = about("enter", call).with("caller", call.caller());
                parameters.forEach((name, value) -> record.withParameter(name, redaction.shown(name, value)));
                write("info", record);
            }
        });
    }

    void recordExit(Call call, String code, CallOutcome outcome, @Nullable Throwable error, boolean late) {
        open.remove(call);
        openCount.decrementAndGet();
        quietly(() -> {
            long nanos = nanoTime.getAsLong() - call.beganNanos();
            Timer.builder("nightjar.calls")
                    .description("Calls that ended, and how long they took.")
                    .tag("side", call.side().word())
                    .tag("protocol", call.protocol())
                    .tag("call", known(call.name()))
                    .tag("code", code)
                    .tag("outcome", outcome.word())
                    .serviceLevelObjectives(BOUNDS)
                    .register(meters)
                    .record(Duration.ofNanos(nanos));
            if (late) {
                counter("nightjar.calls.returned.late", "Calls that ended after they were said never to return.", call)
                        .increment();
            }
            if (settings.records()) {
                CallRecord record = about("exit", call)
                        .with("code", code)
                        .with("outcome", outcome.word())
                        .withMillis("ms", nanos)
                        .with("late", late ? "true" : "")
                        .with("error", error == null ? "" : redaction.shown("error", error.toString()));
                write(outcome == CallOutcome.SERVER_ERROR ? "error" : "info", record);
            }
        });
    }

    /** Reports calls that are open for too long, each once. */
    void reportOverdue() {
        long latest = nanoTime.getAsLong() - settings.returnWithin().toNanos();
        for (Call call : open) {
            if (call.beganNanos() - latest <= 0) {
                report(call, "overdue");
            }
        }
    }

    /** Reports all calls that are open: the service ends and does not wait for them. */
    void reportOpen() {
        open.forEach(call -> report(call, "closing"));
    }

    private void report(Call call, String reason) {
        open.remove(call);
        if (call.reportNow()) {
            quietly(() -> {
                counter("nightjar.calls.never.returned", "Calls with an entry and, in their time, no exit.", call)
                        .increment();
                if (settings.records()) {
                    write(
                            "warn",
                            about("never_returned", call)
                                    .withMillis("ms", nanoTime.getAsLong() - call.beganNanos())
                                    .with("reason", reason));
                }
            });
        }
    }

    private Counter counter(String meter, String description, Call call) {
        return Counter.builder(meter)
                .description(description)
                .tag("side", call.side().word())
                .tag("protocol", call.protocol())
                .tag("call", known(call.name()))
                .register(meters);
    }

    private CallRecord about(String event, Call call) {
        return new CallRecord(event)
                .with("id", call.id())
                .with("side", call.side().word())
                .with("protocol", call.protocol())
                .with("name", call.name())
                .with("version", version);
    }

    private void write(String level, CallRecord record) {
        Instant now = clock.instant();
        records.log(now.getEpochSecond() * 1_000_000_000L + now.getNano(), level, record.toString(), Labels.EMPTY);
    }

    private String known(String name) {
        if (names.contains(name)) {
            return name;
        }
        if (names.size() >= MOST_NAMES) {
            return "other";
        }
        names.add(name);
        return name;
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "Nightjar: a call could not be recorded (said once)", e);
            }
        }
    }
}
