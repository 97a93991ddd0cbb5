package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.Reply;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What senders ask before their first bulk request: who is there, whether it is licensed and well, and that templates be
 * made, which have no meaning here and are acknowledged.
 */
final class ElasticQuestions implements IngestProtocol {
    /** Elastic's senders refuse to talk to an Elasticsearch that is older than they are. */
    private static final String VERSION = "8.19.0";

    private static final String WHO = """
            {"name":"nightjar","cluster_name":"nightjar","cluster_uuid":"nightjar","version":{"number":"%s",\
            "build_flavor":"default","build_type":"nightjar","build_snapshot":false,"lucene_version":"10.6.0",\
            "minimum_wire_compatibility_version":"7.17.0","minimum_index_compatibility_version":"7.0.0"},\
            "tagline":"Nightjar takes Elasticsearch's bulk requests"}""".formatted(VERSION);
    private static final String LICENSE =
            "{\"license\":{\"status\":\"active\",\"uid\":\"nightjar\",\"type\":\"basic\"}}";
    private static final String HEALTH = "{\"cluster_name\":\"nightjar\",\"status\":\"green\",\"timed_out\":false}";
    private static final String DONE = "{\"acknowledged\":true}";

    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Set<String> READ_OR_MAKE = Set.of("GET", "HEAD", "PUT", "POST");

    private final String text;
    private final Set<String> methods;
    private final boolean forElasticOnly;

    private ElasticQuestions(String text, Set<String> methods, boolean forElasticOnly) {
        this.text = text;
        this.methods = methods;
        this.forElasticOnly = forElasticOnly;
    }

    static Map<String, IngestProtocol> protocols(String prefix) {
        Map<String, IngestProtocol> protocols = new HashMap<>();
        ElasticQuestions who = new ElasticQuestions(WHO, READ, false);
        protocols.put("/", new ElasticQuestions(WHO, READ, true));
        protocols.put(prefix, who);
        protocols.put(prefix + "/", who);
        for (String before : List.of("", prefix)) {
            protocols.put(before + "/_license", new ElasticQuestions(LICENSE, READ, false));
            protocols.put(before + "/_cluster/health", new ElasticQuestions(HEALTH, READ, false));
        }
        for (String made : List.of(
                "_template",
                "_index_template",
                "_component_template",
                "_ilm/policy",
                "_ingest/pipeline",
                "_data_stream")) {
            for (String before : List.of("", prefix)) {
                protocols.put(before + "/" + made + "/*", new ElasticQuestions(DONE, READ_OR_MAKE, false));
            }
        }
        return protocols;
    }

    @Override
    public String name() {
        return ElasticBulk.NAME;
    }

    @Override
    public Set<String> methods() {
        return methods;
    }

    /** At the root there is a page for everybody else. */
    @Override
    public boolean isFor(MultiMap headers) {
        return !forElasticOnly
                || String.valueOf(headers.get("User-Agent"))
                        .toLowerCase(Locale.ROOT)
                        .contains("elastic");
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) {
        return new Answer(200, text, 0, 0, List.of());
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        return ElasticAnswers.reply(answer);
    }
}
