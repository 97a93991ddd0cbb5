package dev.nightjar.web.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** JSON in and out. Records become objects with their components' names; null components stay. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(SerializationFeature.CLOSE_CLOSEABLE)
            .build();

    private Json() {}

    public static Reply reply(Object document) {
        return Reply.json(out -> MAPPER.writeValue(out, document));
    }

    public static Reply reply(int status, Object document) {
        return Reply.json(status, out -> MAPPER.writeValue(out, document));
    }

    /** A generator that leaves closing {@code out} to its owner. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.getFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    public static String text(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a document: " + document.getClass(), e);
        }
    }

    /** The same, with escapes for what is not ASCII: as the values of header fields have to be. */
    public static String ascii(Object document) {
        try {
            return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a document: " + document.getClass(), e);
        }
    }

    /** The request's body, which has to be a JSON object and to say so; that also keeps other sites' forms out. */
    public static JsonNode body(Exchange exchange) {
        JsonNode body = read(exchange);
        if (!body.isObject()) {
            throw new HttpProblem(400, "the body must be a JSON object", null, null);
        }
        return body;
    }

    /** The same for a body that has to be a JSON array. */
    public static JsonNode list(Exchange exchange) {
        JsonNode body = read(exchange);
        if (!body.isArray()) {
            throw new HttpProblem(400, "the body must be a JSON array", null, null);
        }
        return body;
    }

    private static JsonNode read(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            throw new HttpProblem(
                    415,
                    "the body must be JSON, found Content-Type \"" + type + "\"",
                    null,
                    "send Content-Type:" + " application/json");
        }
        try {
            return MAPPER.readTree(exchange.body());
        } catch (JsonProcessingException e) {
            throw new HttpProblem(
                    400,
                    "the body is not JSON: " + e.getOriginalMessage().replaceFirst(", from `[^`]*`", ""),
                    place(e.getLocation()),
                    null);
        } catch (IOException e) {
            throw new HttpProblem(400, "the body is not JSON: " + e.getMessage(), null, null);
        }
    }

    private static @Nullable String place(@Nullable JsonLocation at) {
        return at == null ? null : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** A string the body has to have. */
    public static String required(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new HttpProblem(400, "\"" + name + "\" is missing or empty", "body", "send it as a string");
        }
        return value.textValue();
    }

    /** A string the body may have; empty where it is absent. */
    public static String optional(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new HttpProblem(400, "\"" + name + "\" must be a string", "body", null);
        }
        return value.asText("");
    }
}
