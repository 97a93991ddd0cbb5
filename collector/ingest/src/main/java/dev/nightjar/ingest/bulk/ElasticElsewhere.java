package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.Reply;
import dev.nightjar.model.Rejection;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;

/** Everything else that an Elasticsearch has: not here, said as one of its own errors, and not with a page for people. */
final class ElasticElsewhere implements IngestProtocol {
    private static final String REASON = "not supported yet: only _bulk, and what its senders ask before they send;"
            + " documents go to /elasticsearch/_bulk, and lines are read at /loki/api/v1/query_range";

    @Override
    public String name() {
        return ElasticBulk.NAME;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "PUT", "POST", "DELETE");
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) {
        return new Answer(404, REASON, 0, 0, List.of(new Rejection("not_supported", REASON, 0)));
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        return ElasticAnswers.reply(answer);
    }
}
