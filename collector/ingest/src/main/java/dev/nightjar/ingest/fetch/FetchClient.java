package dev.nightjar.ingest.fetch;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.ShownUrl;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks by GET, in one job's way. Blocks its caller, a virtual thread. Thread-safe. */
public final class FetchClient implements AutoCloseable {
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_LINE_BYTES = 64 << 20;

    /** What an answer may have of the heap where its asker sets no limit. */
    private static final int HEAP_SHARE = 16;

    private static final long LEAST_LIMIT_BYTES = 64L << 20;
    private static final long MOST_LIMIT_BYTES = 1L << 30;

    private final Vertx vertx;
    private final HttpAccess access;
    private final Connections connections;
    private final TlsClients clients;
    private final ProxyChoice proxies;
    private final Credentials credentials;

    /** Connections that were asked by already; the pool forgets those that are gone, and so does this. */
    private final Set<HttpConnection> connected =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<HttpConnection, Boolean>()));

    public FetchClient(Vertx vertx, HttpAccess access, InstantSource clock) {
        this(vertx, access, clock, Connections.DEFAULTS);
    }

    public FetchClient(Vertx vertx, HttpAccess access, InstantSource clock, Connections connections) {
        this.vertx = vertx;
        this.access = access;
        this.connections = connections;
        this.clients = new TlsClients(vertx, access, clock, connections.mostPerHost());
        this.proxies = new ProxyChoice(vertx, access, clock);
        this.credentials = new Credentials(vertx, access.authorization(), clock);
    }

    /**
     * @param headers beside those of the job
     * @param mostBytes of the body, decompressed; 0 for as many as memory is good for
     * @param expected size of the body
     */
    public Fetched get(URI uri, Map<String, String> headers, Duration timeout, long mostBytes, int expected)
            throws FetchException {
        Map<String, String> asked = new LinkedHashMap<>(headers);
        asked.putIfAbsent("Accept-Encoding", "gzip");
        long most = mostBytes > 0 ? mostBytes : limit(Runtime.getRuntime().maxMemory());
        Received received = ask(
                uri,
                asked,
                timeout,
                (response, result) -> BodySink.collect(response, ShownUrl.of(uri), most, expected, result));
        return received.decompressed(ShownUrl.of(uri), most, expected);
    }

    /** A target that answers without an end would take all memory before its timeout. */
    static long limit(long heapBytes) {
        return Math.clamp(heapBytes / HEAP_SHARE, LEAST_LIMIT_BYTES, MOST_LIMIT_BYTES);
    }

    /**
     * Begins to read an answer that goes on; the caller closes it.
     *
     * @param timeout until it begins
     */
    public LineStream follow(URI uri, Map<String, String> headers, Duration timeout) throws FetchException {
        return ask(uri, headers, timeout, (response, result) -> {
            if (response.statusCode() != 200) {
                response.exceptionHandler(result::completeExceptionally);
                BodySink.refuse(response, ShownUrl.of(uri), result);
                return;
            }
            LineStream lines = new LineStream(response, vertx.getOrCreateContext(), ShownUrl.of(uri), MOST_LINE_BYTES);
            if (!result.complete(lines)) {
                lines.close();
            }
        });
    }

    /** What becomes of a response, on its event loop. */
    private interface Taker<T> {
        void take(HttpClientResponse response, CompletableFuture<T> result);
    }

    /** The answer is elsewhere. */
    private static final class MovedException extends Exception {
        /** As it was written. */
        private final String location;

        MovedException(String location) {
            super(location, null, false, false);
            this.location = location;
        }
    }

    private <T> T ask(URI uri, Map<String, String> headers, Duration timeout, Taker<T> taker) throws FetchException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI next = uri;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            RequestOptions options = options(next, timeout);
            headers.forEach(options::putHeader);
            if (isTrusted(uri, next)) {
                addHeaders(options);
                credentials.header(timeout).ifPresent(value -> options.putHeader("Authorization", value));
            }
            CompletableFuture<T> result = new CompletableFuture<>();
            AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
            send(clients.current(), next, options, taker, result, sent);
            try {
                return await(next, timeout, deadline, result, sent);
            } catch (MovedException moved) {
                next = redirected(next, moved.location);
            }
        }
        throw new FetchException(
                FetchException.Reason.STATUS,
                ShownUrl.of(uri) + " was redirected more than " + MOST_REDIRECTS + " times");
    }

    /** Whether a server that a redirect leads to may be shown what the asked one is. */
    private static boolean isTrusted(URI asked, URI next) {
        boolean decrypts = "https".equalsIgnoreCase(asked.getScheme()) && !"https".equalsIgnoreCase(next.getScheme());
        return !decrypts
                && authority(next).host().equalsIgnoreCase(authority(asked).host());
    }

    private static URI redirected(URI from, String location) throws FetchException {
        try {
            URI to = from.resolve(new URI(location));
            if (Authority.isHttp(to)) {
                return to;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // said below
        }
        throw new FetchException(
                FetchException.Reason.STATUS,
                ShownUrl.of(from) + " redirected to what is no HTTP URL: \"" + location + "\"");
    }

    private RequestOptions options(URI uri, Duration timeout) throws FetchException {
        boolean ssl = "https".equals(uri.getScheme());
        Authority to = authority(uri);
        int port = to.portOr(ssl ? 443 : 80);
        String host = to.host();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(host)
                .setPort(port)
                .setSsl(ssl)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setConnectTimeout(timeout.toMillis())
                .setFollowRedirects(false); // each may have a proxy of its own
        proxies.apply(options);
        connections
                .socket()
                .ifPresent(socket -> options.setServer(SocketAddress.domainSocketAddress(socket.toString())));
        if (ssl && !access.tls().serverName().isEmpty()) {
            // the name is what the certificate is checked for; the connection still goes to the address
            options.setServer(SocketAddress.inetSocketAddress(port, host))
                    .setHost(access.tls().serverName());
        }
        return options;
    }

    private static Authority authority(URI uri) {
        return Authority.of(uri).orElseThrow(() -> new IllegalArgumentException(uri + " names no host"));
    }

    private void addHeaders(RequestOptions options) throws FetchException {
        MultiMap to = options.getHeaders();
        for (Map.Entry<String, List<SecretText>> header : access.headers().entrySet()) {
            for (SecretText value : header.getValue()) {
                try {
                    to.add(header.getKey(), value.read());
                } catch (IOException e) {
                    throw new FetchException(
                            FetchException.Reason.CREDENTIALS,
                            "header " + header.getKey() + " cannot be read: " + e.getMessage());
                }
            }
        }
    }

    /**
     * Sends the request. Where a connection that was kept from an earlier one breaks before an answer, it is sent once
     * more: the server may have closed it just then, having waited for as long as the time between two scrapes.
     */
    private <T> void send(
            HttpClient client,
            URI uri,
            RequestOptions options,
            Taker<T> taker,
            CompletableFuture<T> result,
            AtomicReference<@Nullable HttpClientRequest> sent) {
        Future<HttpClientRequest> begun;
        try {
            begun = client.request(options);
        } catch (IllegalStateException e) { // closed since
            result.completeExceptionally(e);
            return;
        }
        begun.onFailure(result::completeExceptionally).onSuccess(request -> {
            sent.set(request);
            request.exceptionHandler(
                    told -> {}); // the future below tells it, too; without one it is logged as an error
            if (result.isDone()) {
                request.reset();
                return;
            }
            if (!access.tls().serverName().isEmpty()) {
                request.authority(
                        HostAndPort.create(authority(uri).host(), authority(uri).portOr(443)));
            }
            boolean kept = !connected.add(request.connection());
            request.send().onSuccess(response -> take(response, taker, result)).onFailure(e -> {
                if (kept && isBroken(e) && !result.isDone()) {
                    send(client, uri, options, taker, result, sent);
                } else {
                    result.completeExceptionally(e);
                }
            });
        });
    }

    private <T> void take(HttpClientResponse response, Taker<T> taker, CompletableFuture<T> result) {
        String location = response.getHeader("Location");
        if (access.followsRedirects() && REDIRECTS.contains(response.statusCode()) && location != null) {
            response.exceptionHandler(result::completeExceptionally);
            response.endHandler(end -> result.completeExceptionally(new MovedException(location)));
        } else {
            taker.take(response, result);
        }
    }

    private static boolean isBroken(Throwable e) {
        return e instanceof HttpClosedException || e instanceof IOException;
    }

    private static <T> T await(
            URI uri,
            Duration timeout,
            long deadline,
            CompletableFuture<T> result,
            AtomicReference<@Nullable HttpClientRequest> sent)
            throws FetchException, MovedException {
        try {
            return result.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            HttpClientRequest request = sent.get();
            if (request != null) {
                request.reset();
            }
            throw new FetchException(
                    FetchException.Reason.TIMEOUT,
                    ShownUrl.of(uri) + " did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchException known) {
                throw known;
            }
            if (e.getCause() instanceof MovedException moved) {
                throw moved;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FetchException(
                    FetchException.Reason.UNREACHABLE, ShownUrl.of(uri) + " cannot be asked: " + describe(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(
                    FetchException.Reason.UNREACHABLE, ShownUrl.of(uri) + " was not asked: Nightjar is stopping");
        }
    }

    static String describe(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : ProxyRelay.saidIn(text);
    }

    @Override
    public void close() {
        clients.close();
        proxies.close();
        credentials.close();
    }
}
