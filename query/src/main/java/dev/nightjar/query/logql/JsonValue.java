package dev.nightjar.query.logql;

import java.util.List;
import java.util.Map;

/** A parsed piece of JSON. Numbers keep their spelling; {@code raw} is the text as it stood. */
sealed interface JsonValue {
    String raw();

    record Obj(String raw, Map<String, JsonValue> members) implements JsonValue {}

    record Arr(String raw, List<JsonValue> elements) implements JsonValue {}

    record Text(String raw, String value) implements JsonValue {}

    /** A number, true or false. */
    record Plain(String raw) implements JsonValue {}

    record Null(String raw) implements JsonValue {}
}
