package dev.nightjar.ingest.otlp;

import java.util.ArrayList;
import java.util.List;

/** Makes the names of Prometheus' metrics from OpenTelemetry's. */
final class MetricNames {
    /** What a metric is, as far as its name is concerned. */
    enum Kind {
        GAUGE,
        MONOTONIC_SUM,
        OTHER
    }

    private MetricNames() {}

    /** Empty if nothing is left of the name. */
    static String name(String name, String unit, Kind kind, TranslationStrategy strategy) {
        if (!strategy.escapes()) {
            return strategy.addsSuffixes() ? suffixed(name, unit, kind) : name;
        }
        String escaped = strategy.addsSuffixes() ? escaped(name, unit, kind) : split(name, true);
        if (!escaped.isEmpty() && isDigit(escaped.charAt(0))) {
            return "_" + escaped;
        }
        boolean nothing = !escaped.equals(name) && escaped.chars().allMatch(c -> c == '_');
        return nothing ? "" : escaped;
    }

    /** Characters of a name's words; what lies between them becomes one {@code _}. */
    static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == ':';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String escaped(String name, String unit, Kind kind) {
        List<String> words = words(name, false);
        Units units = Units.of(unit).escaped();
        String main = words.contains(units.main()) ? "" : units.main();
        String per = stripped(units.per());
        if (per.equals("per") || words.contains(per)) {
            per = "";
        }
        if (!per.isEmpty()) {
            main = stripped(main);
        }
        add(main, words);
        add(per, words);
        if (kind == Kind.MONOTONIC_SUM) {
            toEnd("total", words);
        }
        if (kind == Kind.GAUGE && unit.equals("1")) {
            toEnd("ratio", words); // not of counters, whose unit 1 says that things are counted
        }
        return String.join("_", words);
    }

    private static void add(String word, List<String> to) {
        if (!word.isEmpty()) {
            to.add(word);
        }
    }

    private static void toEnd(String word, List<String> words) {
        words.removeIf(word::equals);
        words.add(word);
    }

    private static String stripped(String text) {
        return text.endsWith("_") ? text.substring(0, text.length() - 1) : text;
    }

    private static String split(String name, boolean underscoresToo) {
        return String.join("_", words(name, underscoresToo));
    }

    private static List<String> words(String name, boolean underscoresToo) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean inside =
                    i < name.length() && (isPlain(name.charAt(i)) || (underscoresToo && name.charAt(i) == '_'));
            if (!inside) {
                if (i > start) {
                    words.add(name.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** Suffixes on a name whose characters stay as they are; one that is there already is not added again. */
    private static String suffixed(String name, String unit, Kind kind) {
        String last = kind == Kind.MONOTONIC_SUM ? "total" : kind == Kind.GAUGE && unit.equals("1") ? "ratio" : "";
        Units units = Units.of(unit);
        String built = without(name, last);
        built = without(built, units.per());
        if (!units.main().isEmpty() && !built.endsWith(units.main())) {
            built += "_" + units.main();
        }
        return built + (units.per().isEmpty() ? "" : "_" + units.per()) + (last.isEmpty() ? "" : "_" + last);
    }

    /** Without {@code suffix} and the one character before it. */
    private static String without(String name, String suffix) {
        boolean has = !suffix.isEmpty() && name.endsWith(suffix) && name.length() > suffix.length() + 1;
        return has ? name.substring(0, name.length() - suffix.length() - 1) : name;
    }
}
