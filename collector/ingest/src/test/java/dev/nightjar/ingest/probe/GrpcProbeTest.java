package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.has;
import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTP/2 server that speaks gRPC's health checking protocol, bytes written out. */
class GrpcProbeTest {
    @TempDir
    Path folder;

    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    private ProbeBench bench;
    private HttpServer plain;
    private HttpServer encrypted;

    @BeforeEach
    void open() throws Exception {
        bench = new ProbeBench(folder);
        plain = listen(new HttpServerOptions().setHost("127.0.0.1"));
        encrypted = listen(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(certificate.certificatePath())
                        .addKeyPath(certificate.privateKeyPath())));
    }

    private HttpServer listen(HttpServerOptions options) throws Exception {
        return bench.vertx
                .createHttpServer(options)
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    /** The service "down" does not serve, "none" is not known, all others serve. */
    private static void answer(HttpServerRequest request, Buffer body) {
        var response = request.response().putHeader("content-type", "application/grpc");
        String service = body.length() > 7 ? body.getString(7, body.length()) : "";
        String told = request.getHeader("x-tenant");
        if (told != null) {
            response.putTrailer("grpc-status", "7").putTrailer("grpc-message", told);
            response.end();
            return;
        }
        if (!"/grpc.health.v1.Health/Check".equals(request.path()) || service.equals("none")) {
            response.putTrailer("grpc-status", "5").putTrailer("grpc-message", "no such service");
            response.end();
            return;
        }
        byte state = (byte) (service.equals("down") ? 2 : 1);
        response.putTrailer("grpc-status", "0");
        response.end(Buffer.buffer(new byte[] {0, 0, 0, 0, 2, 0x08, state}));
    }

    @AfterEach
    void close() throws Exception {
        certificate.delete();
        bench.close();
    }

    @Test
    void a_server_that_serves_succeeds() throws Exception {
        ProbeOutcome outcome = bench.run("127.0.0.1:" + plain.actualPort(), "prober: grpc");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(outcome.phases()).containsOnlyKeys("resolve", "connect", "check");
        assertThat(value(outcome, "probe_grpc_status_code")).isZero();
        assertThat(value(outcome, "probe_grpc_healthcheck_response", "serving_status", "SERVING"))
                .isEqualTo(1);
        assertThat(value(outcome, "probe_grpc_healthcheck_response", "serving_status", "NOT_SERVING"))
                .isZero();
        assertThat(value(outcome, "probe_grpc_ssl")).isZero();
    }

    @Test
    void metadata_goes_with_the_question() throws Exception {
        ProbeOutcome outcome =
                bench.run("127.0.0.1:" + plain.actualPort(), "prober: grpc", "grpc: {metadata: {x-tenant: [shop]}}");

        assertThat(outcome.reason()).isEqualTo("answered status 7 of gRPC: shop");
    }

    @Test
    void a_service_that_does_not_serve_fails() throws Exception {
        String target = "127.0.0.1:" + plain.actualPort();

        ProbeOutcome down = bench.run(target, "prober: grpc", "grpc: {service: down}");
        ProbeOutcome none = bench.run(target, "prober: grpc", "grpc: {service: none}");

        assertThat(down.reason()).isEqualTo("the service is NOT_SERVING");
        assertThat(value(down, "probe_grpc_healthcheck_response", "serving_status", "NOT_SERVING"))
                .isEqualTo(1);
        assertThat(none.reason()).isEqualTo("answered status 5 of gRPC: no such service");
        assertThat(value(none, "probe_grpc_status_code")).isEqualTo(5);
    }

    @Test
    void it_is_asked_over_tls_too() throws Exception {
        ProbeOutcome outcome = bench.run(
                "127.0.0.1:" + encrypted.actualPort(),
                "prober: grpc",
                "grpc: {tls: true, tls_config: {ca_file: '" + certificate.certificatePath()
                        + "', server_name: localhost}}");
        ProbeOutcome stranger = bench.run("127.0.0.1:" + encrypted.actualPort(), "prober: grpc", "grpc: {tls: true}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(has(outcome, "probe_ssl_earliest_cert_expiry")).isTrue();
        assertThat(has(outcome, "probe_tls_version_info")).isTrue();
        assertThat(stranger.success()).isFalse();
        assertThat(stranger.failedPhase()).isEqualTo("connect");
        assertThat(has(stranger, "probe_ssl_earliest_cert_expiry")).isTrue();
    }
}
