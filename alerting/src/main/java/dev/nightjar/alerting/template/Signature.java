package dev.nightjar.alerting.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a function takes, in the words of Go's types: calls that do not fit are refused before anything is called.
 *
 * @param variadic whether the last parameter may come any number of times
 */
record Signature(List<Type> parameters, boolean variadic) {
    /** What a parameter may be. */
    enum Type {
        STRING("string"),
        ANYTHING("interface {}"),
        /** As {@link #ANYTHING}; Go's own functions take it. */
        VALUE("reflect.Value"),
        SAMPLE("*template.sample"),
        SAMPLES("template.queryResult"),
        STRINGS("[]string"),
        TIME("time.Time");

        final String go;

        Type(String go) {
            this.go = go;
        }

        boolean takes(Object value) {
            return switch (this) {
                case ANYTHING, VALUE -> true;
                case STRING -> value instanceof String;
                case SAMPLE -> value instanceof QueriedSample;
                case SAMPLES ->
                    value instanceof List<?> list && list.stream().allMatch(QueriedSample.class::isInstance);
                case STRINGS -> value instanceof List<?>;
                case TIME -> value instanceof GoTime;
            };
        }
    }

    private static final Map<String, Signature> KNOWN = known();

    static boolean isKnown(String function) {
        return KNOWN.containsKey(function);
    }

    static Signature of(String function) {
        return Optional.ofNullable(KNOWN.get(function))
                .orElseThrow(() -> new IllegalStateException("a function without a signature: " + function));
    }

    /** What is wrong with so many arguments; empty where nothing is. */
    Optional<String> countProblem(String function, int written, boolean piped) {
        int given = written + (piped ? 1 : 0);
        if (variadic) {
            int least = parameters.size() - 1;
            return given >= least
                    ? Optional.empty()
                    : Optional.of(
                            "wrong number of args for " + function + ": want at least " + least + " got " + written);
        }
        return given == parameters.size()
                ? Optional.empty()
                : Optional.of("wrong number of args for " + function + ": want " + parameters.size() + " got " + given);
    }

    Type parameter(int at) {
        return parameters.get(Math.min(at, parameters.size() - 1));
    }

    private static Map<String, Signature> known() {
        Map<String, Signature> known = new HashMap<>();
        // Go's own
        define(known, false, List.of(Type.VALUE), "not", "len");
        define(known, false, List.of(Type.VALUE, Type.VALUE), "ne", "lt", "le", "gt", "ge");
        define(known, true, List.of(Type.VALUE, Type.VALUE), "and", "or", "eq", "index", "slice");
        define(known, true, List.of(Type.ANYTHING), "html", "js", "urlquery", "print", "println");
        define(known, true, List.of(Type.STRING, Type.ANYTHING), "printf");
        // Prometheus' and Alertmanager's
        define(known, false, List.of(), "externalURL", "pathPrefix", "now");
        define(known, false, List.of(Type.STRING), "title", "toUpper", "toLower", "stripPort", "stripDomain");
        define(known, false, List.of(Type.STRING), "parseDuration", "urlQueryEscape", "safeHtml", "safeUrl");
        define(known, false, List.of(Type.STRING), "trimSpace", "urlUnescape", "graphLink", "tableLink", "query");
        define(known, false, List.of(Type.STRING, Type.STRING), "match");
        define(known, false, List.of(Type.STRING, Type.STRING, Type.STRING), "reReplaceAll");
        define(known, false, List.of(Type.ANYTHING), "humanize", "humanize1024", "humanizeDuration");
        define(known, false, List.of(Type.ANYTHING), "humanizePercentage", "humanizeTimestamp");
        define(known, false, List.of(Type.ANYTHING), "toTime", "toDuration", "toJson");
        define(known, false, List.of(Type.SAMPLES), "first");
        define(known, false, List.of(Type.SAMPLE), "value", "strvalue");
        define(known, false, List.of(Type.STRING, Type.SAMPLE), "label");
        define(known, false, List.of(Type.STRING, Type.SAMPLES), "sortByLabel");
        define(known, false, List.of(Type.STRING, Type.STRINGS), "join");
        define(known, false, List.of(Type.STRING, Type.TIME), "date", "tz");
        define(known, false, List.of(Type.TIME), "since");
        define(known, true, List.of(Type.STRING), "stringSlice");
        define(known, true, List.of(Type.ANYTHING), "args", "list", "dict");
        define(known, true, List.of(Type.STRINGS, Type.ANYTHING), "append");
        define(known, false, List.of(Type.STRING, Type.ANYTHING), "tmpl");
        return Map.copyOf(known);
    }

    private static void define(Map<String, Signature> known, boolean variadic, List<Type> takes, String... functions) {
        for (String function : functions) {
            known.put(function, new Signature(takes, variadic));
        }
    }
}
