package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.fetch.AccessTokens;
import dev.nightjar.ingest.probeconfig.Check;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Runs checks, one after the other on each thread that asks. Blocks its caller, a virtual thread. Thread-safe. */
public final class Prober implements AutoCloseable {
    private final Vertx vertx;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final Dialer dialer;
    private final AccessTokens tokens;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("probe-deadlines").daemon(true).factory());

    /** Threads of the platform, as a ping waits in the C library; there are as many as pings wait for their answers. */
    private final ExecutorService pings = new ThreadPoolExecutor(
            0,
            IcmpProbe.MOST_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("ping-", 1).daemon(true).factory());

    /**
     * @param nanos a clock to measure durations with
     * @param workers starts a virtual thread for each task
     * @param random safe to be used by several threads
     */
    public Prober(Vertx vertx, InstantSource clock, LongSupplier nanos, Executor workers, RandomGenerator random) {
        this.vertx = vertx;
        this.clock = clock;
        this.nanos = nanos;
        this.random = random;
        this.dialer = new Dialer(new HostAddress(workers), new TlsMaterial(vertx));
        this.tokens = new AccessTokens(vertx, clock);
    }

    /**
     * @param hostname that an HTTP server is asked for, instead of the target's
     * @param certificateDays for how many days the target's certificate has to be good; 0 for any
     */
    ProbeOutcome probe(Check check, String target, Optional<String> hostname, int certificateDays, Duration timeout) {
        ProbeRun run = new ProbeRun(nanos, timeout);
        ScheduledFuture<?> deadline = deadlines.schedule(run::expire, timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            run(check, target, hostname, run);
            run.leave();
            checkCertificate(certificateDays, run);
            return run.succeeded();
        } catch (ProbeFailedException e) {
            return run.failed(e.text());
        } catch (EOFException e) {
            return run.failed("the connection was closed before the answer was whole");
        } catch (IOException e) {
            return run.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } finally {
            deadline.cancel(false);
        }
    }

    private void run(Check check, String target, Optional<String> hostname, ProbeRun run)
            throws IOException, ProbeFailedException {
        switch (check) {
            case Check.Http http -> new HttpProbe(dialer, tokens, http, run).run(target, hostname);
            case Check.Tcp tcp -> new TcpProbe(dialer, tcp, run).run(target);
            case Check.Dns dns -> new DnsProbe(dialer, dns, random, run).run(target);
            case Check.Grpc grpc -> new GrpcProbe(vertx, dialer, grpc, run).run(target);
            case Check.Icmp icmp -> new IcmpProbe(dialer, icmp, pings, nanos, random, run).run(target);
            case Check.Unix unix -> new UnixProbe(unix, run).run(target);
            case Check.NotSupported not -> throw new ProbeFailedException("not supported yet: " + not.what());
        }
    }

    private void checkCertificate(int days, ProbeRun run) throws ProbeFailedException {
        if (days == 0) {
            return;
        }
        Instant ends = run.certificateEnds()
                .orElseThrow(
                        () -> new ProbeFailedException("there is no certificate: the connection is not encrypted"));
        long left = Duration.between(clock.instant(), ends).toDays();
        if (left < days) {
            throw new ProbeFailedException(
                    "the certificate ends at " + ends + ", in " + left + " days; it has to be good for " + days);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        pings.shutdown();
        tokens.close();
    }
}
