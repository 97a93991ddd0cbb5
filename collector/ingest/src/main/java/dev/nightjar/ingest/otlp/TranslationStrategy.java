package dev.nightjar.ingest.otlp;

/** How OpenTelemetry's names become names of metrics and labels; the names are those of Prometheus' configuration. */
public enum TranslationStrategy {
    UNDERSCORE_ESCAPING_WITH_SUFFIXES("UnderscoreEscapingWithSuffixes", true, true),
    UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES("UnderscoreEscapingWithoutSuffixes", true, false),
    NO_UTF8_ESCAPING_WITH_SUFFIXES("NoUTF8EscapingWithSuffixes", false, true),
    NO_TRANSLATION("NoTranslation", false, false);

    private final String text;
    private final boolean escapes;
    private final boolean addsSuffixes;

    TranslationStrategy(String text, boolean escapes, boolean addsSuffixes) {
        this.text = text;
        this.escapes = escapes;
        this.addsSuffixes = addsSuffixes;
    }

    /** Whether characters that PromQL wants quoted become {@code _}. */
    boolean escapes() {
        return escapes;
    }

    /** Whether the unit, and {@code _total} or {@code _ratio}, are added to a metric's name. */
    boolean addsSuffixes() {
        return addsSuffixes;
    }

    /** Throws {@link IllegalArgumentException}, naming all that there are. */
    public static TranslationStrategy parse(String text) {
        StringBuilder known = new StringBuilder();
        for (TranslationStrategy strategy : values()) {
            if (strategy.text.equals(text)) {
                return strategy;
            }
            known.append(known.isEmpty() ? "" : ", ").append(strategy.text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not one of " + known);
    }

    @Override
    public String toString() {
        return text;
    }
}
