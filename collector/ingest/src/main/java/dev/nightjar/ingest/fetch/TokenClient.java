package dev.nightjar.ingest.fetch;

import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for a token: a form by POST. */
final class TokenClient implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;

    private final TlsClients clients;
    private final ProxyChoice proxies;

    TokenClient(Vertx vertx, HttpAccess access, InstantSource clock) {
        this.clients = new TlsClients(vertx, access, clock, 1);
        this.proxies = new ProxyChoice(vertx, access, clock);
    }

    Fetched post(URI uri, String form, String authorization, Duration timeout) throws FetchException {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri.toString())
                .setConnectTimeout(timeout.toMillis())
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        proxies.apply(options);
        CompletableFuture<Received> result = new CompletableFuture<>();
        clients.current()
                .request(options)
                .compose(request -> request.send(Buffer.buffer(form)))
                .onFailure(result::completeExceptionally)
                .onSuccess(response -> BodySink.collect(response, uri.toString(), MOST_BYTES, 1024, result));
        try {
            return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS).decompressed(uri.toString(), MOST_BYTES, 1024);
        } catch (TimeoutException e) {
            throw new FetchException(
                    FetchException.Reason.TIMEOUT, uri + " gave no token within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FetchException(
                    FetchException.Reason.CREDENTIALS, uri + " gave no token: " + FetchClient.describe(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchException.Reason.UNREACHABLE, "Nightjar is stopping");
        }
    }

    @Override
    public void close() {
        clients.close();
        proxies.close();
    }
}
