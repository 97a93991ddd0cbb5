package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The {@code {"status": …, "data": …}} around every answer, and the error types with their statuses. */
final class Envelope {
    private static final int MOST_ANNOTATIONS = 10;

    private Envelope() {}

    /** Writes a value where a generator stands. */
    interface Data {
        void writeTo(JsonGenerator out) throws IOException;
    }

    static Reply success(Data data) {
        return success(data, List.of(), List.of());
    }

    static Reply success(Data data, List<String> warnings, List<String> infos) {
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                out.writeStringField("status", "success");
                out.writeFieldName("data");
                data.writeTo(out);
                annotations(out, "warning", warnings);
                annotations(out, "info", infos);
                out.writeEndObject();
            }
        });
    }

    /** Done, and nothing to say of it. */
    static Reply nothing() {
        return new Reply(204, "", Map.of(), out -> {});
    }

    /** The same for a document that is small enough to be held whole. */
    static Reply document(Object data) {
        return success(out -> out.writePOJO(data));
    }

    static Reply failure(Exception failure) {
        return switch (failure) {
            case QueryException e -> error(e.kind().httpStatus(), e.kind().errorType(), String.valueOf(e.getMessage()));
            case HttpProblem e -> {
                String place = e.where() == null ? "" : "invalid " + e.where() + ": ";
                Reply reply = error(e.status(), errorType(e.status()), place + e.error());
                yield e.retryAfterSeconds() == 0
                        ? reply
                        : reply.withHeader("Retry-After", Integer.toString(e.retryAfterSeconds()));
            }
            case IllegalArgumentException e -> error(400, "bad_data", String.valueOf(e.getMessage()));
            default -> error(500, errorType(500), Problems.INTERNAL);
        };
    }

    private static String errorType(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 406 -> "not_acceptable";
            case 422 -> "execution";
            case 500 -> "internal";
            case 503 -> "unavailable";
            default -> "bad_data";
        };
    }

    static Reply error(int status, String type, String message) {
        return Reply.json(status, stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                out.writeStringField("status", "error");
                out.writeStringField("errorType", type);
                out.writeStringField("error", message);
                out.writeEndObject();
            }
        });
    }

    /** Of many that say the same of each series, the first few are enough. */
    private static void annotations(JsonGenerator out, String kind, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(kind + "s");
        for (String text : texts.subList(0, Math.min(texts.size(), MOST_ANNOTATIONS))) {
            out.writeString(text);
        }
        if (texts.size() > MOST_ANNOTATIONS) {
            out.writeString((texts.size() - MOST_ANNOTATIONS) + " more " + kind + " annotations omitted");
        }
        out.writeEndArray();
    }
}
