package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.Check;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a server, or one of its services, for its health by gRPC's health checking protocol. */
final class GrpcProbe {
    private static final String PATH = "/grpc.health.v1.Health/Check";
    private static final List<String> STATES = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");
    private static final String SERVING = "SERVING";
    private static final int FRAME_BYTES = 5;

    private final Vertx vertx;
    private final Dialer dialer;
    private final Check.Grpc check;
    private final ProbeRun run;

    GrpcProbe(Vertx vertx, Dialer dialer, Check.Grpc check, ProbeRun run) {
        this.vertx = vertx;
        this.dialer = dialer;
        this.check = check;
        this.run = run;
    }

    void run(String target) throws IOException, ProbeFailedException {
        run.phases("probe_grpc_duration_seconds", "resolve", "connect", "check");
        STATES.forEach(state -> run.value("probe_grpc_healthcheck_response", 0, "serving_status", state));
        run.value("probe_grpc_ssl", check.tls());
        HostPort to = HostPort.of(target);
        InetAddress address = dialer.resolve(to.host(), check.ip(), run);
        run.enter("connect");
        WitnessTrust witness = witness();
        HttpClient client = vertx.createHttpClient(options(witness));
        run.own(() -> {
            var _ = client.close();
        });
        ask(client, to, address, witness);
    }

    private WitnessTrust witness() throws IOException, ProbeFailedException {
        try {
            return dialer.material().witness(check.access());
        } catch (GeneralSecurityException e) {
            throw new ProbeFailedException("a certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private HttpClientOptions options(WitnessTrust witness) throws IOException {
        HttpClientOptions options =
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
        if (check.tls()) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setVerifyHost(!check.access().trustsAnyone())
                    .setTrustOptions(TrustOptions.wrap(witness));
            TlsMaterial.own(check.access()).ifPresent(options::setKeyCertOptions);
            if (!check.access().versions().isEmpty()) {
                options.setEnabledSecureTransportProtocols(check.access().versions());
            }
        }
        return options;
    }

    private void ask(HttpClient client, HostPort to, InetAddress address, WitnessTrust witness)
            throws ProbeFailedException {
        String name = check.access().serverName().isEmpty()
                ? to.host()
                : check.access().serverName();
        HttpClientRequest request;
        try {
            request = await(client.request(new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                    .setHost(name)
                    .setPort(to.port())
                    .setSsl(check.tls())
                    .setURI(PATH)));
        } finally {
            CertificateFacts.tell(witness, run);
        }
        if (request.connection().isSsl()) {
            CertificateFacts.tell(request.connection().sslSession(), run);
        }
        run.enter("check");
        request.putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers")
                .putHeader("user-agent", "Nightjar");
        check.metadata().forEach(request::putHeader);
        // said before anything is sent: a response that is there already would be handed over a moment after its
        // arrival, when the beginning of its body is gone
        Future<Answer> answered =
                request.response().compose(response -> response.body().map(body -> new Answer(response, body)));
        var _ = request.send(question());
        Answer answer = await(answered);
        run.leave();
        judge(answer.response(), answer.body());
    }

    private record Answer(HttpClientResponse response, Buffer body) {}

    private Buffer question() {
        byte[] service = check.service().getBytes(StandardCharsets.UTF_8);
        Buffer message = Buffer.buffer();
        if (service.length > 0) {
            message.appendByte((byte) 0x0a); // field 1, bytes
            int left = service.length;
            for (; left > 0x7f; left >>>= 7) {
                message.appendByte((byte) (left | 0x80));
            }
            message.appendByte((byte) left).appendBytes(service);
        }
        return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
    }

    private void judge(HttpClientResponse response, Buffer body) throws ProbeFailedException {
        String status = status(response, "grpc-status");
        if (response.statusCode() != 200 || status == null) {
            throw new ProbeFailedException("answered " + response.statusCode() + " and no status of gRPC");
        }
        run.value("probe_grpc_status_code", status.matches("\\d{1,3}") ? Integer.parseInt(status) : -1);
        if (!status.equals("0")) {
            String message = status(response, "grpc-message");
            throw new ProbeFailedException(
                    "answered status " + status + " of gRPC" + (message == null ? "" : ": " + message));
        }
        String state = state(body);
        run.value("probe_grpc_healthcheck_response", 1, "serving_status", state);
        if (!state.equals(SERVING)) {
            throw new ProbeFailedException("the service is " + state);
        }
    }

    /** In the trailers, or in the head where that is all there is. */
    private static @Nullable String status(HttpClientResponse response, String name) {
        String trailer = response.getTrailer(name);
        return trailer == null ? response.getHeader(name) : trailer;
    }

    private static String state(Buffer body) throws ProbeFailedException {
        if (body.length() < FRAME_BYTES || body.getInt(1) != body.length() - FRAME_BYTES || body.getByte(0) != 0) {
            throw new ProbeFailedException("answered no whole message");
        }
        int at = FRAME_BYTES;
        int number = 0;
        if (body.length() > at + 1 && body.getByte(at) == 0x08) { // field 1, a number
            number = body.getByte(at + 1);
        }
        return number >= 0 && number < STATES.size() ? STATES.get(number) : STATES.getFirst();
    }

    private <T> T await(Future<T> future) throws ProbeFailedException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(run.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ProbeFailedException(
                    cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), e);
        } catch (TimeoutException e) {
            run.remaining();
            throw new ProbeFailedException("no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeFailedException("Nightjar is stopping", e);
        }
    }
}
