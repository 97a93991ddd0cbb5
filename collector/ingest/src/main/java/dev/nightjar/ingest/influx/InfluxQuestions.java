package dev.nightjar.ingest.influx;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What senders ask before they write: whether anybody is there, and that their database be made. A database needs no
 * making here; other questions are not answered, since PromQL is the language.
 */
final class InfluxQuestions implements IngestProtocol {
    /** Senders read the first number to know which API they may use. */
    private static final String VERSION = "1.8-nightjar";

    private static final String JSON = "application/json";

    /** Whoever looks for its database there makes it then, which does no harm. */
    private static final String NO_DATABASES =
            "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"databases\",\"columns\":[\"name\"]}]}]}";

    /** What is asked by a path's last part. */
    enum Question {
        PING,
        HEALTH,
        QUERY
    }

    private final Question question;
    private final String query;

    InfluxQuestions(Question question) {
        this(question, "");
    }

    private InfluxQuestions(Question question, String query) {
        this.question = question;
        this.query = query;
    }

    @Override
    public String name() {
        return "influx";
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "POST");
    }

    /** A browser that goes to such a path wants a page. */
    @Override
    public boolean isFor(MultiMap headers) {
        String accept = headers.get("Accept");
        return accept == null || !accept.contains("text/html");
    }

    @Override
    public IngestProtocol asked(Asked request) {
        return new InfluxQuestions(question, request.query());
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        return switch (question) {
            case PING -> answer(204, "");
            case HEALTH -> answer(200, "{\"name\":\"nightjar\",\"status\":\"pass\",\"message\":\"ready to write\"}");
            case QUERY -> {
                String statement = statement(body);
                String upper = statement.toUpperCase(Locale.ROOT);
                if (upper.startsWith("SHOW DATABASES")) {
                    yield answer(200, NO_DATABASES);
                }
                if (!upper.startsWith("CREATE DATABASE")) {
                    throw MalformedException.notSupported(
                            "InfluxQL, found \"" + statement
                                    + "\": ask in PromQL at /api/v1/query; only CREATE DATABASE and SHOW DATABASES are answered here");
                }
                yield answer(200, "{\"results\":[{\"statement_id\":0}]}");
            }
        };
    }

    private static Answer answer(int status, String text) {
        return new Answer(status, text, 0, 0, List.of())
                .withHeaders(Map.of("X-Influxdb-Version", VERSION, "X-Influxdb-Build", "Nightjar"));
    }

    /** Of the query, or of a form. */
    private String statement(byte[] body) {
        String form = query.contains("q=") ? query : new String(body, StandardCharsets.UTF_8);
        try {
            return new QueryStringDecoder(form, false)
                    .parameters()
                    .getOrDefault("q", List.of(""))
                    .getFirst()
                    .strip();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        String text = answer.status() < 300 ? answer.text() : "{\"error\":" + TextNode.valueOf(answer.text()) + "}";
        return Reply.of(answer, answer.status(), text.isEmpty() ? "" : JSON, text.getBytes(StandardCharsets.UTF_8));
    }
}
