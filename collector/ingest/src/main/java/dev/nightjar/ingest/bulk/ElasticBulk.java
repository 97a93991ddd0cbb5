package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.Compression;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import dev.nightjar.model.LogSink;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Elasticsearch's bulk requests. Answers tell the fate of each item; a full store is 429 with a time to wait. */
public final class ElasticBulk implements IngestProtocol {
    static final String NAME = "elastic_bulk";

    private static final String PREFIX = "/elasticsearch";
    private static final String END = "/_bulk";

    private final BulkStore store;
    private final IngestLimits limits;
    private final InstantSource clock;
    private final Asked request;

    private ElasticBulk(BulkStore store, IngestLimits limits, InstantSource clock, Asked request) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.request = request;
    }

    /**
     * By path, for {@link dev.nightjar.ingest.IngestRoutes}: all below {@code /elasticsearch} and, for what is written and for
     * Elasticsearch's own clients, anywhere.
     */
    public static Map<String, IngestProtocol> protocols(LogSink sink, IngestLimits limits, InstantSource clock) {
        Map<String, IngestProtocol> protocols = new HashMap<>(ElasticQuestions.protocols(PREFIX));
        BulkStore store = new BulkStore(sink);
        protocols.put("*" + END, new ElasticBulk(store, limits, clock, Asked.post(END, "")));
        ElasticDocument document = new ElasticDocument(store, limits, clock);
        protocols.put("*/_doc", ElasticPaths.below("", document));
        protocols.put("/**", ElasticPaths.ofClients(document));
        protocols.put(PREFIX + "/**", ElasticPaths.below(PREFIX, document));
        return protocols;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST", "PUT");
    }

    @Override
    public IngestProtocol asked(Asked asked) {
        return new ElasticBulk(store, limits, clock, asked);
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        byte[] decoded = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
        long begin = clock.millis();
        List<BulkItem> items = new BulkReader(decoded, index(request.path()), limits, clock).read();
        List<BulkItem> good = items.stream().filter(item -> !item.isRefused()).toList();
        store.store(good);
        boolean full = !good.isEmpty() && good.stream().allMatch(item -> item.status() == BulkItem.TOO_MANY);
        if (full && good.getFirst().code().equals("overloaded")) {
            return Answer.overloaded(
                    Duration.ofSeconds(good.getFirst().retryAfterSeconds()),
                    good.getFirst().reason());
        }
        return ElasticAnswers.of(items, clock.millis() - begin);
    }

    private static String index(String path) throws MalformedException {
        String before = path.substring(0, path.length() - END.length());
        return ElasticPaths.decoded(before.equals(PREFIX) ? "" : before.substring(before.lastIndexOf('/') + 1));
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        return ElasticAnswers.reply(answer);
    }
}
