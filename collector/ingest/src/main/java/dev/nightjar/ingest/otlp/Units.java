package dev.nightjar.ingest.otlp;

import java.util.Map;

/**
 * The words of a unit in UCUM, {@code By/s}, as they stand in a metric's name: {@code bytes}, {@code per_second}.
 *
 * @param main empty for none
 * @param per with {@code per_} before it, empty for none
 */
record Units(String main, String per) {
    private static final Map<String, String> MAIN = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"), // as Prometheus writes it
            Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));

    private static final Map<String, String> PER =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    static Units of(String unit) {
        int slash = unit.indexOf('/');
        String per = slash < 0 ? "" : word(unit.substring(slash + 1), PER);
        return new Units(word(slash < 0 ? unit : unit.substring(0, slash), MAIN), per.isEmpty() ? "" : "per_" + per);
    }

    /** Annotations, {@code {requests}}, are no unit. */
    private static String word(String unit, Map<String, String> words) {
        String stripped = unit.strip();
        return stripped.contains("{") || stripped.contains("}") ? "" : words.getOrDefault(stripped, stripped);
    }

    /** With what a name cannot hold made {@code _}, never two in a row nor one in front. */
    Units escaped() {
        return new Units(escape(main), escape(per));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (MetricNames.isPlain(c)) {
                escaped.append((char) c);
            } else if (!escaped.isEmpty() && escaped.charAt(escaped.length() - 1) != '_') {
                escaped.append('_');
            }
        });
        return escaped.toString();
    }

    /** As metadata states it: {@code bytes_per_second}. */
    String text() {
        String both = main.isEmpty() || per.isEmpty() ? main + per : main + "_" + per;
        return both.endsWith("_") ? both.substring(0, both.length() - 1) : both;
    }
}
