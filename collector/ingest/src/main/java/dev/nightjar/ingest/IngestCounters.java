package dev.nightjar.ingest;

import dev.nightjar.model.Rejection;
import dev.nightjar.model.sender.Sender;
import dev.nightjar.model.sender.SenderReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what came, from where, and what became of it, and remembers what was said when something was last refused.
 * Thread-safe.
 */
public final class IngestCounters implements SenderReader {
    /** Distinct senders counted by name; the rest share one, so that a sender cannot make counters without end. */
    private static final int MAX_SOURCES = 64;

    static final String OTHER_SOURCES = "other";

    private static final String ACCEPTED = "accepted";

    /** A batch sent again that was stored before: counted, but nothing was refused. */
    private static final String DUPLICATE = "duplicate";

    private static final Last NEVER = new Last(Instant.EPOCH, "");

    /**
     * @param protocol such as {@code remote_write}
     * @param source the sender's program, from its {@code User-Agent}
     * @param outcome {@code accepted}, or why not: {@code malformed}, {@code overloaded}, {@code invalid_label}, …
     * @param requests that had this outcome
     * @param items samples or lines that had this outcome (0 where the body could not be read)
     */
    public record Count(String protocol, String source, String outcome, long requests, long items) {}

    private record Key(String protocol, String source, String outcome) {}

    /** When something was last so, and what was said of it. */
    private record Last(Instant at, String message) {}

    private static final class Adders {
        private final LongAdder requests = new LongAdder();
        private final LongAdder items = new LongAdder();
        private volatile Last last = NEVER;
    }

    private final InstantSource clock;
    private final Map<Key, Adders> counts = new ConcurrentHashMap<>();
    private final Map<Key, LongAdder> beside = new ConcurrentHashMap<>();
    private final Map<String, String> sources = new ConcurrentHashMap<>();

    public IngestCounters(InstantSource clock) {
        this.clock = clock;
    }

    /** @param source at most 64 of them, see {@link #source} */
    public void accepted(String protocol, String source, long items) {
        count(protocol, source, ACCEPTED, items);
    }

    /** @param source at most 64 of them, see {@link #source} */
    public void refused(String protocol, String source, Rejection why) {
        count(protocol, source, why.code(), why.items()).last = new Last(clock.instant(), why.message());
    }

    private Adders count(String protocol, String source, String outcome, long items) {
        Adders adders = counts.computeIfAbsent(new Key(protocol, source, outcome), key -> new Adders());
        adders.requests.increment();
        adders.items.add(items);
        return adders;
    }

    /** What came beside numbers: native histograms (samples too), exemplars, metadata. */
    public void count(String protocol, String source, Attached attached) {
        countBeside(protocol, source, "histogram", attached.histograms());
        countBeside(protocol, source, "exemplar", attached.exemplars());
        countBeside(protocol, source, "exemplar_too_long", attached.exemplarsDropped());
        countBeside(protocol, source, "metadata", attached.metadata());
    }

    private void countBeside(String protocol, String source, String kind, int items) {
        if (items > 0) {
            beside.computeIfAbsent(new Key(protocol, source, kind), key -> new LongAdder())
                    .add(items);
        }
    }

    /** The name to count a sender by: its product in {@code User-Agent}, without version. */
    public String source(String userAgent) {
        int end = 0;
        while (end < userAgent.length() && end < 40 && isNamePart(userAgent.charAt(end))) {
            end++;
        }
        return bounded(end == 0 ? "unknown" : userAgent.substring(0, end));
    }

    /** The name to count a sender by that says nothing of itself: its address. */
    public String peer(String address) {
        return bounded(address);
    }

    private String bounded(String name) {
        String known = sources.get(name);
        if (known != null) {
            return known;
        }
        return sources.size() >= MAX_SOURCES ? OTHER_SOURCES : sources.computeIfAbsent(name, key -> key);
    }

    private static boolean isNamePart(char c) {
        return LabelNames.isLetter(c) || LabelNames.isDigit(c) || c == '-' || c == '_' || c == '.';
    }

    /** A snapshot, in a stable order. */
    public List<Count> snapshot() {
        return counts.entrySet().stream()
                .map(entry -> new Count(
                        entry.getKey().protocol,
                        entry.getKey().source,
                        entry.getKey().outcome,
                        entry.getValue().requests.sum(),
                        entry.getValue().items.sum()))
                .sorted(Comparator.comparing(Count::protocol)
                        .thenComparing(Count::source)
                        .thenComparing(Count::outcome))
                .toList();
    }

    @Override
    public List<Sender> senders() {
        Map<String, Sender> senders = new TreeMap<>();
        counts.forEach((key, adders) ->
                senders.merge(key.protocol + "\n" + key.source, sender(key, adders), IngestCounters::together));
        return List.copyOf(senders.values());
    }

    private static Sender sender(Key key, Adders of) {
        long requests = of.requests.sum();
        long items = of.items.sum();
        Last last = of.last;
        if (key.outcome.equals(DUPLICATE)) {
            return new Sender(key.protocol, key.source, 0, 0, List.of());
        }
        return key.outcome.equals(ACCEPTED)
                ? new Sender(key.protocol, key.source, requests, items, List.of())
                : new Sender(
                        key.protocol,
                        key.source,
                        0,
                        0,
                        List.of(new Sender.Refusal(key.outcome, requests, items, last.at, last.message)));
    }

    private static Sender together(Sender one, Sender other) {
        List<Sender.Refusal> refusals = new ArrayList<>(one.refusals());
        refusals.addAll(other.refusals());
        refusals.sort(Comparator.comparing(Sender.Refusal::last).reversed().thenComparing(Sender.Refusal::reason));
        return new Sender(
                one.protocol(), one.source(), one.requests() + other.requests(), one.items() + other.items(), refusals);
    }

    /** The same in Prometheus' text format, for {@code /metrics}. */
    public String expose() {
        StringBuilder text = new StringBuilder();
        List<Count> now = snapshot();
        text.append("# HELP nightjar_ingest_requests_total Requests to store telemetry, by outcome.\n")
                .append("# TYPE nightjar_ingest_requests_total counter\n");
        now.forEach(count -> line(text, "nightjar_ingest_requests_total", count, count.requests));
        text.append("# HELP nightjar_ingest_items_total Samples or log lines received, by outcome.\n")
                .append("# TYPE nightjar_ingest_items_total counter\n");
        now.forEach(count -> line(text, "nightjar_ingest_items_total", count, count.items));
        text.append("# HELP nightjar_ingest_attachments_total What came beside numbers, by kind.\n")
                .append("# TYPE nightjar_ingest_attachments_total counter\n");
        beside.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> line(
                        text,
                        "nightjar_ingest_attachments_total",
                        entry.getKey(),
                        "kind",
                        entry.getValue().sum()));
        return text.toString();
    }

    private static void line(StringBuilder to, String name, Count count, long value) {
        line(to, name, new Key(count.protocol, count.source, count.outcome), "outcome", value);
    }

    private static void line(StringBuilder to, String name, Key key, String last, long value) {
        to.append(name)
                .append("{protocol=\"")
                .append(key.protocol)
                .append("\",source=\"")
                .append(key.source)
                .append("\",")
                .append(last)
                .append("=\"")
                .append(key.outcome)
                .append("\"} ")
                .append(value)
                .append('\n');
    }
}
