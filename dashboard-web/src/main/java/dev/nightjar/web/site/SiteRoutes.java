package dev.nightjar.web.site;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The web interface, from {@code web/} on the class path. Files under {@code assets/} carry their content's hash in
 * their name and are cached for ever; everything else is asked for again each time, and answered by its ETag. A path
 * without a file is a view of the interface and gets its page, unless it lies where programs ask: who asks there for
 * what is not there would take the page for an answer.
 */
public final class SiteRoutes {
    private static final String PAGE = "index.html";
    private static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String MISSING =
            "<!doctype html><title>Nightjar</title><p>The web interface was not built into"
                    + " this program. The API is up: try <a href=\"/api/v1/status/buildinfo\">/api/v1/status/buildinfo</a>.";

    private final ClassLoader loader;
    private final String folder;
    private final Executor workers;
    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    public SiteRoutes(ClassLoader loader, Executor workers) {
        this(loader, "web/", workers);
    }

    SiteRoutes(ClassLoader loader, String folder, Executor workers) {
        this.loader = loader;
        this.folder = folder;
        this.workers = workers;
    }

    /** Must be mounted last: it answers every path. */
    public void mount(Router router) {
        router.get("/*").handler(this::serve);
        router.head("/*").handler(this::serve);
        // what Vert.x could not read, of which it would tell in our log, and what is of other methods than these
        router.errorHandler(400, context -> UnknownPath.answer(context, 400));
        router.errorHandler(404, context -> UnknownPath.answer(context, 404));
        router.errorHandler(405, context -> UnknownPath.answer(context, 405));
    }

    /** Headers every answer gets, whoever makes it; to be mounted first. */
    public static void protect(RoutingContext context) {
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        context.next();
    }

    private void serve(RoutingContext context) {
        String normalized = context.normalizedPath();
        String path = normalized.equals("/") ? PAGE : normalized.substring(1);
        Asset cached = assets.get(path);
        if (cached != null) {
            send(context, path, cached);
            return;
        }
        io.vertx.core.Context eventLoop = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            Optional<Asset> asset = load(path);
            boolean view = asset.isEmpty()
                    && path.lastIndexOf('.') <= path.lastIndexOf('/')
                    && !UnknownPath.isOfPrograms(normalized);
            String found = view ? PAGE : path;
            Optional<Asset> answer = view ? load(PAGE) : asset;
            eventLoop.runOnContext(nothing -> {
                if (answer.isPresent()) {
                    send(context, found, answer.get());
                } else {
                    missing(context, view);
                }
            });
        });
    }

    private Optional<Asset> load(String path) {
        if (path.contains("..") || path.endsWith("/")) {
            return Optional.empty();
        }
        Asset known = assets.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = open(path)) {
            if (in == null) {
                return Optional.empty();
            }
            Asset asset = Asset.of(path, in.readAllBytes());
            assets.put(path, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + folder + path + " from the program failed", e);
        }
    }

    private @Nullable InputStream open(String path) {
        return loader.getResourceAsStream(folder + path);
    }

    private static void send(RoutingContext context, String path, Asset asset) {
        HttpServerResponse response = context.response();
        boolean forever = path.startsWith("assets/");
        response.putHeader("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache")
                .putHeader("ETag", asset.etag())
                .putHeader("Vary", "Accept-Encoding");
        if (asset.etag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", asset.contentType());
        if (path.endsWith(".html")) {
            response.putHeader("Content-Security-Policy", POLICY);
        }
        String accepted = context.request().getHeader("Accept-Encoding");
        byte[] gzipped = asset.gzipped();
        byte[] bytes = asset.bytes();
        if (gzipped != null && accepted != null && accepted.contains("gzip")) {
            response.putHeader("Content-Encoding", "gzip");
            bytes = gzipped;
        }
        if (context.request().method().name().equals("HEAD")) {
            response.putHeader("Content-Length", Integer.toString(bytes.length)).end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    private static void missing(RoutingContext context, boolean view) {
        if (UnknownPath.isOfPrograms(context.normalizedPath())) {
            UnknownPath.answer(context, 404);
            return;
        }
        context.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .end(view ? MISSING : "<!doctype html><title>Not found</title><p>No such file.");
    }
}
