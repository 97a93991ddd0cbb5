package dev.nightjar.ingest;

import dev.nightjar.model.LogSink;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.access.ShownToken;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints that take telemetry in. Event loops collect bodies; decoding and storing run on {@code workers}, which
 * should start a virtual thread for each task. What is being decoded at one time is bounded in bytes; beyond that,
 * senders are told to come back.
 *
 * <p>A listener asks {@link #handle} before any router: a path is found by one look-up, since thousands of requests a
 * second come this way and going through a router's list for each took a tenth of a request's time.
 */
public final class IngestRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(IngestRoutes.class);

    private final Vertx vertx;
    private final IngestLimits limits;
    private final Authorizer authorizer;
    private final IngestCounters counters;
    private final Executor workers;
    private final PathTable protocols;
    private final BodyCollector.Bodies bodies;
    private final Semaphore decoding;

    public IngestRoutes(
            Vertx vertx,
            SampleSink samples,
            LogSink logs,
            IngestLimits limits,
            Authorizer authorizer,
            IngestCounters counters,
            Executor workers) {
        this(vertx, samples, logs, limits, authorizer, counters, workers, Map.of());
    }

    /** @param more protocols, by path; with {@code *} at its end or beginning it stands for many */
    public IngestRoutes(
            Vertx vertx,
            SampleSink samples,
            LogSink logs,
            IngestLimits limits,
            Authorizer authorizer,
            IngestCounters counters,
            Executor workers,
            Map<String, IngestProtocol> more) {
        this.vertx = vertx;
        this.limits = limits;
        this.authorizer = authorizer;
        this.counters = counters;
        this.workers = workers;
        bodies = new BodyCollector.Bodies(limits.maxInFlightBytes());
        decoding = new Semaphore(kibibytes(limits.maxDecodingBytes()), true);
        Map<String, IngestProtocol> all = new HashMap<>(more);
        all.put("/api/v1/write", new RemoteWrite(samples, limits));
        all.put("/loki/api/v1/push", new LokiPush(logs, limits, false));
        all.put("/api/prom/push", new LokiPush(logs, limits, true));
        all.put("/nightjar/v1/ingest/metrics", ClientBatches.metrics(samples, limits));
        all.put("/nightjar/v1/ingest/logs", ClientBatches.logs(logs, limits));
        protocols = new PathTable(all);
    }

    /**
     * Takes the request if it is for one of these endpoints; false, with nothing done, if not. Called on the request's
     * event loop, before anything was read from it.
     */
    public boolean handle(HttpServerRequest request) {
        return handle(request, authorizer);
    }

    /** The same for a listener whose senders {@code who} knows. */
    public boolean handle(HttpServerRequest request, Authorizer who) {
        IngestProtocol protocol = protocols.find(String.valueOf(request.path()));
        if (protocol == null || !protocol.isFor(request.headers())) {
            return false;
        }
        if (!protocol.methods().contains(request.method().name())) {
            String allowed = String.join(", ", new TreeSet<>(protocol.methods()));
            request.response().setStatusCode(405).putHeader("Allow", allowed).end();
        } else if (admits(request, protocol, who)) {
            BodyCollector.collect(
                    vertx,
                    request,
                    bodies,
                    limits.maxBodyBytes(),
                    limits.maxBodyTime(),
                    body -> take(request, protocol, body),
                    refused -> respond(request, protocol, refused));
        }
        return true;
    }

    private boolean admits(HttpServerRequest request, IngestProtocol protocol, Authorizer who) {
        String remote = request.remoteAddress().hostAddress();
        String shown = ShownToken.in(request.getHeader("Authorization")).orElse(null);
        if (protocol.isKnownByPath() || who.mayIngest(shown, String.valueOf(remote))) {
            return true;
        }
        respond(request, protocol, Answer.unauthorized());
        return false;
    }

    private void take(HttpServerRequest request, IngestProtocol protocol, byte[] body) {
        Context eventLoop = vertx.getOrCreateContext();
        workers.execute(() -> {
            Answer answer;
            int weight = weight(protocol.encoding(request.headers()), body);
            decoding.acquireUninterruptibly(weight);
            try {
                answer = store(request, protocol, body);
            } finally {
                decoding.release(weight);
                bodies.release(body.length);
            }
            eventLoop.runOnContext(nothing -> respond(request, protocol, answer));
        });
    }

    /** What the body may take while it is decoded, in KiB. */
    private int weight(@Nullable String encoding, byte[] body) {
        long decoded = Compression.mostDecoded(body.length, encoding);
        return kibibytes(IngestLimits.worst(Math.min(decoded, limits.maxDecodedBytes())));
    }

    private static int kibibytes(long bytes) {
        return (int) (bytes >> 10);
    }

    private static Answer store(HttpServerRequest request, IngestProtocol protocol, byte[] body) {
        try {
            return protocol.asked(asked(request)).store(request.headers(), body);
        } catch (MalformedException e) {
            return Answer.of(e);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a batch of {} bytes could not be stored", protocol.name(), body.length, e);
            return new Answer(
                    500,
                    "storing failed; send it again, and see the server's log",
                    0,
                    0,
                    List.of(new Rejection("internal", "see the log", 0)));
        }
    }

    private static Asked asked(HttpServerRequest request) {
        String query = request.query();
        return new Asked(request.method().name(), String.valueOf(request.path()), query == null ? "" : query);
    }

    private void respond(HttpServerRequest request, IngestProtocol protocol, Answer answer) {
        String source = source(request);
        if (answer.accepted() > 0 || answer.refused().isEmpty()) {
            counters.accepted(protocol.name(), source, answer.accepted());
        }
        for (Rejection refused : answer.refused()) {
            counters.refused(protocol.name(), source, refused);
        }
        counters.count(protocol.name(), source, answer.attached());
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Reply reply = protocol.reply(request.headers(), answer);
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        reply.trailers().forEach(response::putTrailer);
        response.end(Buffer.buffer(reply.body()));
    }

    private String source(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        return counters.source(agent == null ? "" : agent);
    }
}
