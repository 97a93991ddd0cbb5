package dev.nightjar.client;

import dev.nightjar.model.Labels;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link NightjarClient}; all but the service and instance have defaults. Not thread-safe. */
public final class NightjarClientBuilder {
    final String service;
    final String instance;
    URI server = URI.create("http://127.0.0.1:7300");
    String token = "";
    String version = "";
    Labels labels = Labels.EMPTY;
    Duration interval = Duration.ofSeconds(15);
    Duration closeWithin = Duration.ofSeconds(1);
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SplittableRandom();
    RetryPolicy retry = RetryPolicy.DEFAULTS;
    long mostQueuedBytes = 8 << 20;
    SpanSource spans = SpanSource.detected();
    CallSettings calls = CallSettings.DEFAULTS;
    ThreadFactory threads = NightjarClientBuilder::daemon;

    @Nullable
    HttpClient http;

    @Nullable
    SSLContext trust;

    NightjarClientBuilder(String service, String instance) {
        if (service.isBlank() || instance.isBlank()) {
            throw new IllegalArgumentException("a client needs the name of its service and of its instance, found \""
                    + service + "\" and \"" + instance + "\"");
        }
        this.service = service;
        this.instance = instance;
    }

    /** The server's root, such as {@code http://nightjar.internal:7300}. */
    public NightjarClientBuilder server(URI root) {
        if (root.getHost() == null || !("http".equals(root.getScheme()) || "https".equals(root.getScheme()))) {
            throw new IllegalArgumentException("server must look like http://host:7300, found \"" + root + "\"");
        }
        this.server = root;
        return this;
    }

    /** A token with the right to ingest; empty: none is sent. */
    public NightjarClientBuilder token(String bearer) {
        this.token = bearer;
        return this;
    }

    /**
     * File of the authority to trust, in PEM, where the server's certificate is signed by one of your own. Throws {@link
     * IllegalArgumentException} where it cannot be read.
     */
    public NightjarClientBuilder authority(Path pem) {
        this.trust = TrustedAuthority.of(pem);
        return this;
    }

    /** The service's version, sent as {@code app_info}. */
    public NightjarClientBuilder version(String name) {
        this.version = name;
        return this;
    }

    /** Labels of every series and stream, beside {@code service} and {@code instance}. */
    public NightjarClientBuilder labels(Labels extra) {
        this.labels = extra;
        return this;
    }

    /** Time between two readings of the meters; zero: only when {@link NightjarClient#collect} is called. */
    public NightjarClientBuilder interval(Duration between) {
        this.interval = between;
        return this;
    }

    /** The most that {@link NightjarClient#close} takes; a second if not said. */
    public NightjarClientBuilder closeWithin(Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("closing takes some time, found " + atMost);
        }
        this.closeWithin = atMost;
        return this;
    }

    public NightjarClientBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Jitter of retries and this sender's id. Must be thread-safe or used by this client alone. */
    public NightjarClientBuilder random(RandomGenerator generator) {
        this.random = generator;
        return this;
    }

    public NightjarClientBuilder retry(RetryPolicy policy) {
        this.retry = policy;
        return this;
    }

    /** Bound of what waits in memory, for metrics, logs and changes each. */
    public NightjarClientBuilder mostQueuedBytes(long bytes) {
        this.mostQueuedBytes = bytes;
        return this;
    }

    /** Connections shared with others; they stay the caller's to close. */
    public NightjarClientBuilder http(HttpClient shared) {
        this.http = shared;
        return this;
    }

    /**
     * The span that exemplars and log lines lead to; if not said, OpenTelemetry's, where the service has it. For
     * Micrometer Tracing: {@code () -> { var s = tracer.currentSpan(); return s == null ? null : new
     * SpanSource.Span(s.context().traceId(), s.context().spanId()); }}
     */
    public NightjarClientBuilder spans(SpanSource source) {
        this.spans = source;
        return this;
    }

    /** How {@link NightjarClient#calls} watches calls. */
    public NightjarClientBuilder calls(CallSettings settings) {
        this.calls = settings;
        return this;
    }

    /** Makes the client's threads, four of them and one that closes it; if not said, daemon threads of the platform, as Java 17 has no others. */
    public NightjarClientBuilder threads(ThreadFactory factory) {
        this.threads = factory;
        return this;
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    public NightjarClient start() {
        NightjarClient client = new NightjarClient(this);
        client.start();
        return client;
    }
}
