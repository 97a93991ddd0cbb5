package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.util.List;

/** The {@code {"status": …, "data": …}} around every answer, and the error types with their statuses. */
final class Envelope {
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
                strings(out, "warnings", warnings);
                strings(out, "infos", infos);
                out.writeEndObject();
            }
        });
    }

    /** The same for a document that is small enough to be held whole. */
    static Reply document(Object data) {
        return success(out -> out.writePOJO(data));
    }

    static Reply failure(Exception failure) {
        return switch (failure) {
            case QueryException e -> error(e.kind().httpStatus(), e.kind().errorType(), String.valueOf(e.getMessage()));
            case HttpProblem e -> {
                String place = e.where() == null ? "" : " (" + e.where() + ")";
                Reply reply = error(e.status(), errorType(e.status()), e.error() + place);
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

    private static void strings(JsonGenerator out, String field, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(field);
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
    }
}
