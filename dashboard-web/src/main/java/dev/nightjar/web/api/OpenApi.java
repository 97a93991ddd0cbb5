package dev.nightjar.web.api;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document of {@code /nightjar/v1}, made from the catalogue and the records that are sent. */
final class OpenApi {
    private static final Pattern BODY_FIELD = Pattern.compile("(?<name>\\w+)(?<optional>\\?)?(:(?<type>\\w+))?");
    private static final Pattern PATH_PARAMETER = Pattern.compile(":(\\w+)");

    /** What failures look like. */
    private record Problem(
            String error, @Nullable String where, @Nullable String hint) {}

    private final JsonSchemas schemas = new JsonSchemas();

    private OpenApi() {}

    static Map<String, Object> document(List<ApiOperation> operations, String version) {
        return new OpenApi().of(operations, version);
    }

    private Map<String, Object> of(List<ApiOperation> operations, String version) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (ApiOperation operation : operations) {
            String[] methodAndPath = operation.key().split(" ", 2);
            String path =
                    "/nightjar/v1/" + PATH_PARAMETER.matcher(methodAndPath[1]).replaceAll("{$1}");
            paths.computeIfAbsent(path, each -> new LinkedHashMap<>())
                    .put(methodAndPath[0].toLowerCase(Locale.ROOT), operation(operation, methodAndPath[1]));
        }
        schemas.of(Problem.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title", "Nightjar",
                        "version", version,
                        "description", "Times are milliseconds since the epoch, lengths of time seconds."));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.named()));
        return document;
    }

    private Map<String, Object> operation(ApiOperation operation, String path) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("summary", operation.says());
        List<Object> parameters = new ArrayList<>();
        Matcher inPath = PATH_PARAMETER.matcher(path);
        while (inPath.find()) {
            parameters.add(parameter(inPath.group(1), "path", true));
        }
        operation.parameters().forEach(name -> parameters.add(parameter(name, "query", name.equals("query"))));
        if (!parameters.isEmpty()) {
            document.put("parameters", parameters);
        }
        if (operation.key().startsWith("POST ")) {
            document.put("requestBody", Map.of("content", json(body(operation.body()))));
        }
        Type answer = operation.answer();
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("description", "Done.");
        if (answer != null) {
            good.put("content", json(schemas.of(answer)));
        }
        Map<String, Object> bad = new LinkedHashMap<>();
        bad.put("description", "What was found, where, what to do.");
        bad.put("content", json(Map.of("$ref", "#/components/schemas/Problem")));
        document.put("responses", Map.of("200", good, "default", bad));
        return document;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        return Map.of("name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> body(List<String> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (String field : fields) {
            Matcher parts = BODY_FIELD.matcher(field);
            if (!parts.matches()) {
                throw new IllegalStateException("not a field of a body: " + field);
            }
            String name = parts.group("name");
            properties.put(name, schema(name, parts.group("type")));
            if (parts.group("optional") == null) {
                required.add(name);
            }
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static Map<String, Object> schema(String name, @Nullable String said) {
        if (said != null) {
            return said.equals("array") ? Map.of("type", said, "items", Map.of()) : Map.of("type", said);
        }
        return Map.of("type", name.endsWith("Millis") || name.endsWith("Seconds") ? "integer" : "string");
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }
}
