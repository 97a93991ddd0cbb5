package dev.nightjar.ingest;

import dev.nightjar.model.LogSink;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleSink;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints that take telemetry in. Event loops collect bodies; decoding and storing run on {@code workers}, which
 * should start a virtual thread for each task. What is being decoded at one time is bounded in bytes; beyond that,
 * senders are told to come back.
 */
public final class IngestRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(IngestRoutes.class);

    private final IngestLimits limits;
    private final Authorizer authorizer;
    private final IngestCounters counters;
    private final Executor workers;
    private final RemoteWrite remoteWrite;
    private final LokiPush lokiPush;
    private final ClientBatches clientMetrics;
    private final ClientBatches clientLogs;
    private final BodyCollector.Bodies bodies;
    private final Semaphore decoding;

    public IngestRoutes(
            SampleSink samples,
            LogSink logs,
            IngestLimits limits,
            Authorizer authorizer,
            IngestCounters counters,
            Executor workers) {
        this.limits = limits;
        this.authorizer = authorizer;
        this.counters = counters;
        this.workers = workers;
        bodies = new BodyCollector.Bodies(limits.maxInFlightBytes());
        decoding = new Semaphore(kibibytes(limits.maxDecodingBytes()), true);
        remoteWrite = new RemoteWrite(samples, limits);
        lokiPush = new LokiPush(logs, limits);
        clientMetrics = ClientBatches.metrics(samples, limits);
        clientLogs = ClientBatches.logs(logs, limits);
    }

    public void mount(Router router) {
        mount(router, "/api/v1/write", remoteWrite);
        mount(router, "/loki/api/v1/push", lokiPush);
        mount(router, "/nightjar/v1/ingest/metrics", clientMetrics);
        mount(router, "/nightjar/v1/ingest/logs", clientLogs);
    }

    private void mount(Router router, String path, IngestProtocol protocol) {
        router.post(path).handler(context -> {
            if (admits(context, protocol)) {
                BodyCollector.collect(
                        context,
                        bodies,
                        limits.maxBodyBytes(),
                        limits.maxBodyTime(),
                        body -> take(context, protocol, body),
                        refused -> respond(context, protocol, refused));
            }
        });
    }

    private boolean admits(RoutingContext context, IngestProtocol protocol) {
        String remote = context.request().remoteAddress().hostAddress();
        if (authorizer.mayIngest(token(context.request().getHeader("Authorization")), String.valueOf(remote))) {
            return true;
        }
        counters.count(protocol.name(), source(context), "unauthorized", 0);
        context.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("sending telemetry takes a token with the scope \"ingest\": Authorization: Bearer …\n");
        return false;
    }

    private void take(RoutingContext context, IngestProtocol protocol, byte[] body) {
        Context eventLoop = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            Answer answer;
            int weight = weight(context, body);
            decoding.acquireUninterruptibly(weight);
            try {
                answer = store(context, protocol, body);
            } finally {
                decoding.release(weight);
                bodies.release(body.length);
            }
            eventLoop.runOnContext(nothing -> respond(context, protocol, answer));
        });
    }

    /** What the body may take while it is decoded, in KiB. */
    private int weight(RoutingContext context, byte[] body) {
        long decoded = Compression.mostDecoded(body.length, context.request().getHeader("Content-Encoding"));
        return kibibytes(IngestLimits.worst(Math.min(decoded, limits.maxDecodedBytes())));
    }

    private static int kibibytes(long bytes) {
        return (int) (bytes >> 10);
    }

    private static Answer store(RoutingContext context, IngestProtocol protocol, byte[] body) {
        try {
            return protocol.store(context.request().headers(), body);
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

    private void respond(RoutingContext context, IngestProtocol protocol, Answer answer) {
        String source = source(context);
        if (answer.accepted() > 0 || answer.refused().isEmpty()) {
            counters.count(protocol.name(), source, "accepted", answer.accepted());
        }
        for (Rejection refused : answer.refused()) {
            counters.count(protocol.name(), source, refused.code(), refused.items());
        }
        counters.count(protocol.name(), source, answer.attached());
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Long.toString(answer.retryAfterSeconds()));
        }
        if (answer.text().isEmpty()) {
            response.end();
        } else {
            response.putHeader("Content-Type", "text/plain; charset=utf-8").end(answer.text() + "\n");
        }
    }

    private String source(RoutingContext context) {
        String agent = context.request().getHeader("User-Agent");
        return counters.source(agent == null ? "" : agent);
    }

    private static @Nullable String token(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(
                        Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
                return pair.substring(pair.indexOf(':') + 1);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }
}
