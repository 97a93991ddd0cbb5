package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that lists and streams objects as Kubernetes' API server does. Lists come in pages of two. */
final class TestingApiServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String END = "";

    /** By path of their list, then by name. */
    private final Map<String, TreeMap<String, ObjectNode>> objects = new HashMap<>();

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile String token = "";
    private int version = 100;

    /** Watches from versions before this one are refused. */
    private int oldest;

    /** Everything that was told, so that a watch begins where its list ended. */
    private final List<Told> history = new ArrayList<>();

    private record Told(int version, String path, String line) {}

    private record Watcher(String path, BlockingQueue<String> lines) {}

    TestingApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/k8s/");
    }

    /** @param path of the list that it is in, as of its namespace; it is in the list of all namespaces too */
    synchronized void put(String path, String json) throws IOException {
        ObjectNode object = (ObjectNode) JSON.readTree(json);
        version++;
        ((ObjectNode) object.path("metadata")).put("resourceVersion", Integer.toString(version));
        String name = object.path("metadata").path("namespace").asText("") + "/"
                + object.path("metadata").path("name").asText();
        for (String list : List.of(path, path.replaceAll("/namespaces/[^/]+/", "/"))) {
            boolean known =
                    objects.computeIfAbsent(list, absent -> new TreeMap<>()).put(name, object) != null;
            tell(list, known ? "MODIFIED" : "ADDED", object);
            if (!path.contains("/namespaces/")) {
                return;
            }
        }
    }

    synchronized void delete(String path, String name) throws IOException {
        version++;
        for (String list : List.of(path, path.replaceAll("/namespaces/[^/]+/", "/"))) {
            @Nullable
            ObjectNode object = objects.getOrDefault(list, new TreeMap<>()).remove(name);
            if (object != null) {
                object.withObject("/metadata").put("resourceVersion", Integer.toString(version));
                tell(list, "DELETED", object);
            }
        }
    }

    /** Changes it without telling anybody, and forgets versions: watches end, and cannot be begun again where they were. */
    synchronized void forget(Runnable change) {
        List<Watcher> before = List.copyOf(watchers);
        watchers.clear();
        change.run();
        version++;
        oldest = version;
        before.forEach(watcher -> watcher.lines.add(END));
    }

    /** Ends all watches, as a server does from time to time. */
    void endWatches() {
        watchers.forEach(watcher -> watcher.lines.add(END));
    }

    private void tell(String path, String type, ObjectNode object) throws IOException {
        ObjectNode event = JSON.createObjectNode().put("type", type);
        event.set("object", object.deepCopy());
        String line = JSON.writeValueAsString(event) + "\n";
        history.add(new Told(version, path, line));
        watchers.stream().filter(watcher -> watcher.path.equals(path)).forEach(watcher -> watcher.lines.add(line));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!token.isEmpty() && !given.equals("Bearer " + token)) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        } else if (query.getOrDefault("watch", "").equals("true")) {
            watch(
                    exchange,
                    path.replaceFirst("^/k8s", ""),
                    Integer.parseInt(query.getOrDefault("resourceVersion", "0")));
        } else {
            byte[] body = page(path.replaceFirst("^/k8s", ""), query.getOrDefault("continue", ""));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    private synchronized byte[] page(String path, String after) throws IOException {
        ObjectNode list = JSON.createObjectNode();
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Integer.toString(version));
        ArrayNode items = list.putArray("items");
        List<Map.Entry<String, ObjectNode>> rest = new ArrayList<>(objects.getOrDefault(path, new TreeMap<>())
                .tailMap(after, false)
                .entrySet());
        rest.stream().limit(2).forEach(one -> items.add(one.getValue()));
        if (rest.size() > 2) {
            metadata.put("continue", rest.get(1).getKey());
        }
        return JSON.writeValueAsBytes(list);
    }

    private void watch(HttpExchange exchange, String path, int from) throws IOException {
        Watcher watcher = new Watcher(path, new LinkedBlockingQueue<>());
        synchronized (this) {
            if (from < oldest) {
                watcher.lines.add("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
                        + "\"reason\":\"Expired\",\"message\":\"too old resource version\"}}\n");
                watcher.lines.add(END);
            } else {
                missed(path, from, watcher);
                watchers.add(watcher);
            }
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String line = watcher.lines.take(); !line.equals(END); line = watcher.lines.take()) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watchers.remove(watcher);
            exchange.close();
        }
    }

    private void missed(String path, int from, Watcher watcher) {
        history.stream()
                .filter(told -> told.version > from && told.path.equals(path))
                .forEach(told -> watcher.lines.add(told.line));
    }

    @Override
    public void close() {
        endWatches();
        server.stop(0);
        threads.shutdownNow();
    }
}
