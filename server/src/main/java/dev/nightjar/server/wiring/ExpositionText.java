package dev.nightjar.server.wiring;

/** Writes metrics in Prometheus' text format, one family after the other. */
final class ExpositionText {
    private final StringBuilder text = new StringBuilder();
    private String family = "";

    ExpositionText counter(String name, String meaning) {
        return family(name, "counter", meaning);
    }

    ExpositionText gauge(String name, String meaning) {
        return family(name, "gauge", meaning);
    }

    private ExpositionText family(String name, String type, String meaning) {
        family = name;
        text.append("# HELP ").append(name).append(' ').append(meaning).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** A sample of the last family; {@code labels} are names and values in turn. */
    ExpositionText sample(Number value, String... labels) {
        text.append(family);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
