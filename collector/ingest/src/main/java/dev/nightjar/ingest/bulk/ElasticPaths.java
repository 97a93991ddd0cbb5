package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import dev.nightjar.model.Rejection;
import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Everything of an Elasticsearch that is not a path of its own: single documents; indices, which are there without being
 * made; and all that is not here, said as one of its own errors, and not with a page for people.
 */
final class ElasticPaths implements IngestProtocol {
    private static final String ELSEWHERE =
            "not supported yet: only _bulk, _doc, and what their senders ask before they send;"
                    + " documents go to /elasticsearch/_bulk, and lines are read at /loki/api/v1/query_range";
    private static final String WRITTEN = "{\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0}}";
    private static final String MADE = "{\"acknowledged\":true,\"shards_acknowledged\":true}";
    private static final Set<String> WRITING = Set.of("PUT", "POST");

    private final String prefix;
    private final boolean clientsOnly;
    private final ElasticDocument document;
    private final Asked request;

    private ElasticPaths(String prefix, boolean clientsOnly, ElasticDocument document, Asked request) {
        this.prefix = prefix;
        this.clientsOnly = clientsOnly;
        this.document = document;
        this.request = request;
    }

    static ElasticPaths below(String prefix, ElasticDocument document) {
        return new ElasticPaths(prefix, false, document, Asked.post("", ""));
    }

    /** Anywhere, for who says that it is a client of Elasticsearch: everybody else finds pages there. */
    static ElasticPaths ofClients(ElasticDocument document) {
        return new ElasticPaths("", true, document, Asked.post("", ""));
    }

    @Override
    public String name() {
        return ElasticBulk.NAME;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "PUT", "POST", "DELETE");
    }

    /** Not what else Elastic has: a Heartbeat that watches Nightjar wants Nightjar's own answers. */
    @Override
    public boolean isFor(MultiMap headers) {
        String agent = String.valueOf(headers.get("User-Agent")).toLowerCase(Locale.ROOT);
        return !clientsOnly || agent.contains("elasticsearch") || agent.startsWith("elastic-java");
    }

    @Override
    public IngestProtocol asked(Asked asked) {
        return new ElasticPaths(prefix, clientsOnly, document, asked);
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        String[] parts = request.path().substring(prefix.length() + 1).split("/", -1);
        String index = decoded(parts[0]);
        boolean writing = WRITING.contains(request.method());
        boolean named = !index.isEmpty() && !index.startsWith("_");
        if (named && parts.length == 1) {
            return switch (request.method()) {
                case "HEAD" -> answer("");
                case "PUT" -> answer(MADE);
                default -> elsewhere();
            };
        }
        String last = parts[parts.length - 1];
        if (last.equals("_refresh") || last.equals("_flush")) {
            return answer(WRITTEN);
        }
        if (named && writing && parts.length <= 3 && (parts[1].equals("_doc") || parts[1].equals("_create"))) {
            return document.store(index, parts.length == 3 ? decoded(parts[2]) : "", headers, body);
        }
        return elsewhere();
    }

    private static Answer answer(String text) {
        return new Answer(200, text, 0, 0, List.of());
    }

    private static Answer elsewhere() {
        return new Answer(404, ELSEWHERE, 0, 0, List.of(new Rejection("not_supported", ELSEWHERE, 0)));
    }

    /** A part of a path. */
    static String decoded(String part) throws MalformedException {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("\"" + part + "\" in the path is not percent-encoded");
        }
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        return ElasticAnswers.reply(answer);
    }
}
