package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.icmp.EchoReply;
import dev.nightjar.ingest.icmp.EchoSocket;
import dev.nightjar.ingest.probeconfig.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Sends one echo request and waits for its answer. */
final class IcmpProbe {
    /** A thread waits for each. */
    static final int MOST_AT_ONCE = 512;

    /** What the payload begins with and repeats, so that whoever sees the packet knows whose it is. */
    private static final byte[] PATTERN = "Nightjar probe ".getBytes(StandardCharsets.US_ASCII);

    private final Dialer dialer;
    private final Check.Icmp check;
    private final Executor pings;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final ProbeRun run;

    /** @param pings threads that may block in the C library */
    IcmpProbe(
            Dialer dialer, Check.Icmp check, Executor pings, LongSupplier nanos, RandomGenerator random, ProbeRun run) {
        this.dialer = dialer;
        this.check = check;
        this.pings = pings;
        this.nanos = nanos;
        this.random = random;
        this.run = run;
    }

    void run(String target) throws IOException, ProbeFailedException {
        run.phases("probe_icmp_duration_seconds", "resolve", "setup", "rtt");
        InetAddress to = dialer.resolve(host(target), check.ip(), run);
        run.enter("setup");
        OptionalInt hopLimit = elsewhere(to);
        if (hopLimit.isPresent()) {
            run.value("probe_icmp_reply_hop_limit", hopLimit.getAsInt());
        }
    }

    private static String host(String target) {
        return target.startsWith("[") && target.endsWith("]") ? target.substring(1, target.length() - 1) : target;
    }

    /** Meanwhile this thread does nothing with the run: it waits, no longer than the run may take. */
    private OptionalInt elsewhere(InetAddress to) throws IOException, ProbeFailedException {
        CompletableFuture<OptionalInt> answer = new CompletableFuture<>();
        try {
            pings.execute(() -> {
                try {
                    answer.complete(ping(to));
                } catch (IOException | ProbeFailedException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.join();
        } catch (RejectedExecutionException e) {
            throw new ProbeFailedException(
                    MOST_AT_ONCE + " other pings wait for their answers, or Nightjar is stopping", e);
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case ProbeFailedException failed -> throw failed;
                case null, default -> throw e;
            }
        }
    }

    private OptionalInt ping(InetAddress to) throws IOException, ProbeFailedException {
        try (EchoSocket socket = EchoSocket.open(to, check.ip().source(), check.hops(), check.dontFragment())) {
            run.log("has a " + (socket.isRaw() ? "raw socket" : "socket without privileges"));
            byte[] payload = new byte[check.payloadBytes()];
            for (int i = 0; i < payload.length; i++) {
                payload[i] = PATTERN[i % PATTERN.length];
            }
            run.enter("rtt");
            EchoReply reply = socket.ask(random.nextInt(), random.nextInt(), payload, run.remaining(), nanos)
                    .orElseThrow(() -> new ProbeFailedException("no answer came in time"));
            run.leave();
            if (!reply.whole()) {
                throw new ProbeFailedException("the answer brought another payload back than was sent");
            }
            return reply.hopLimit();
        }
    }
}
