package dev.nightjar.ingest.discovery.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.ingest.fetch.FetchException;
import dev.nightjar.ingest.fetch.LineStream;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All objects of one kind in one namespace, kept as the API server has them: listed, then watched from the version that
 * the list was of. A watch that ends is begun again where it ended; where the server does not know that version any more
 * (410), or refuses for another reason, everything is listed anew. What is there stays meanwhile.
 *
 * <p>{@link #run} is one thread's; all else may be asked by any.
 */
final class ResourceCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceCache.class);
    private static final int PAGE = 500;
    private static final int GONE = 410;

    /** The server is asked to end a watch after this; it also says now and then that nothing happened. */
    private static final Duration WATCH = Duration.ofMinutes(5);

    private static final Duration SILENCE = WATCH.plusSeconds(30);
    private static final long FIRST_WAIT_MILLIS = 100;

    /** After a watch that ended without a word. */
    private static final long SILENT_WAIT_MILLIS = 1000;

    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final ApiServer server;
    private final Resource resource;
    private final String namespace;
    private final DiscoveryConfig.Kubernetes.Selector selector;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong changes = new AtomicLong();
    private volatile Map<String, JsonNode> objects = Map.of();
    private volatile boolean listed;
    private volatile String problem = "";
    private volatile @Nullable LineStream watching;

    /** Of the objects; empty where they are to be listed. */
    private String version = "";

    /** @param namespace empty for all */
    ResourceCache(ApiServer server, Resource resource, String namespace, DiscoveryConfig.Kubernetes.Selector selector) {
        this.server = server;
        this.resource = resource;
        this.namespace = namespace;
        this.selector = selector;
    }

    /** Goes on until it is closed. */
    void run() {
        long wait = FIRST_WAIT_MILLIS;
        boolean open = true;
        while (open) {
            wait = follow(wait);
            open = !isClosedWithin(wait);
        }
    }

    private boolean isClosedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Answers how long to wait before the next time. */
    private long follow(long before) {
        try {
            if (version.isEmpty()) {
                list();
            }
            boolean lively = watch();
            return lively ? FIRST_WAIT_MILLIS : SILENT_WAIT_MILLIS;
        } catch (FetchException e) {
            if (e.reason() == FetchException.Reason.STATUS) {
                version = "";
            }
            if (e.status() != GONE) {
                tell(e.text());
            }
        } catch (IOException | RuntimeException e) {
            version = "";
            tell("the API server's answer about " + resource.plural() + " makes no sense: " + e.getMessage());
        }
        return Math.min(2 * before, LONGEST_WAIT_MILLIS);
    }

    private void tell(String now) {
        boolean news = !now.isEmpty() && !now.equals(problem) && closed.getCount() > 0;
        problem = now;
        tried.countDown();
        if (news) {
            LOG.warn("{} of Kubernetes stay as they were: {}", resource.plural(), now);
        }
    }

    private void list() throws FetchException, IOException {
        Map<String, JsonNode> found = new ConcurrentHashMap<>();
        Map<String, String> query = query();
        query.put("limit", Integer.toString(PAGE));
        String next;
        String of;
        do {
            JsonNode page = server.get(resource.path(namespace), query);
            page.path("items").forEach(item -> put(item, found));
            of = page.path("metadata").path("resourceVersion").asText("");
            next = page.path("metadata").path("continue").asText("");
            query.put("continue", next);
        } while (!next.isEmpty());
        if (of.isEmpty()) {
            throw new IOException("a list without a resourceVersion");
        }
        objects = found;
        version = of;
        changes.incrementAndGet();
        problem = "";
        listed = true;
        tried.countDown();
    }

    /** Until it ends; answers whether anything came. */
    private boolean watch() throws FetchException, IOException {
        boolean lively = false;
        Map<String, String> query = query();
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        query.put("resourceVersion", version);
        query.put("timeoutSeconds", Long.toString(WATCH.toSeconds()));
        try (LineStream lines = server.follow(resource.path(namespace), query)) {
            watching = lines;
            problem = "";
            Optional<String> line = closed.getCount() == 0 ? Optional.empty() : lines.next(SILENCE);
            while (line.isPresent() && take(ApiServer.parse(line.get()))) {
                lively = true;
                line = lines.next(SILENCE);
            }
            return lively;
        } finally {
            watching = null;
        }
    }

    /** Whether the watch goes on. */
    private boolean take(JsonNode event) {
        JsonNode object = event.path("object");
        String next = object.path("metadata").path("resourceVersion").asText(version);
        switch (event.path("type").asText("")) {
            case "ADDED", "MODIFIED" -> {
                put(object, objects);
                changes.incrementAndGet();
            }
            case "DELETED" -> {
                objects.remove(key(object));
                changes.incrementAndGet();
            }
            case "BOOKMARK" -> {} // only says that the version has grown
            default -> { // ERROR, mostly as the version is too old by now
                version = "";
                if (object.path("code").asInt() != GONE) {
                    tell("the API server ended its watch of " + resource.plural() + ": "
                            + object.path("message").asText(""));
                }
                return false;
            }
        }
        version = next;
        return true;
    }

    private void put(JsonNode item, Map<String, JsonNode> to) {
        if (item instanceof ObjectNode object) {
            resource.slim(object);
            to.put(key(object), object);
        }
    }

    private static String key(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return key(metadata.path("namespace").asText(""), metadata.path("name").asText(""));
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("labelSelector", selector.label());
        query.put("fieldSelector", selector.field());
        return query;
    }

    Resource resource() {
        return resource;
    }

    /** Whether everything was listed. Waits until that was tried once. */
    boolean isListedWithin(long millis) throws InterruptedException {
        return tried.await(millis, TimeUnit.MILLISECONDS) && listed;
    }

    /** Why it is not as the server has it; empty where nothing is known against that. */
    String problem() {
        return problem;
    }

    /** A number that grows with each change. */
    long changes() {
        return changes.get();
    }

    Collection<JsonNode> objects() {
        return objects.values();
    }

    /** The object of that name; a missing node if there is none. */
    JsonNode find(String itsNamespace, String name) {
        JsonNode found = objects.get(key(itsNamespace, name));
        return found == null ? MissingNode.getInstance() : found;
    }

    @Override
    public void close() {
        closed.countDown();
        LineStream now = watching;
        if (now != null) {
            now.close();
        }
    }
}
