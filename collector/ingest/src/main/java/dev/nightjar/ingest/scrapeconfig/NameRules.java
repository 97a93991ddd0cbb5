package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import java.util.List;
import java.util.Optional;

/**
 * Which names of metrics and labels are taken.
 *
 * @param legacyOnly only letters, digits, {@code _} and, in names of metrics, {@code :}; else any of UTF-8
 * @param escaping what a target is asked to do with other names: {@code allow-utf-8} (nothing), {@code underscores},
 *     {@code dots} or {@code values}
 */
public record NameRules(boolean legacyOnly, String escaping) {
    private static final String AS_THEY_ARE = "allow-utf-8";
    private static final List<String> ESCAPINGS = List.of(AS_THEY_ARE, "underscores", "dots", "values");

    public static final NameRules DEFAULTS = new NameRules(false, AS_THEY_ARE);

    /** What is not written is as {@code otherwise}, but for an escaping that the names do not need or allow. */
    static NameRules read(Section section, NameRules otherwise) {
        boolean legacy = switch (section.text("metric_name_validation_scheme").orElse("")) {
            case "" -> otherwise.legacyOnly;
            case "utf8" -> false;
            case "legacy" -> true;
            default -> {
                section.problem(
                        "metric_name_validation_scheme",
                        "metric_name_validation_scheme: must be utf8 or legacy, found \""
                                + section.text("metric_name_validation_scheme").orElse("")
                                + "\"");
                yield otherwise.legacyOnly;
            }
        };
        Optional<String> written = section.text("metric_name_escaping_scheme").filter(word -> !word.isEmpty());
        if (written.isEmpty()) {
            boolean fits = legacy == otherwise.legacyOnly;
            return new NameRules(legacy, fits ? otherwise.escaping : legacy ? "underscores" : AS_THEY_ARE);
        }
        if (!ESCAPINGS.contains(written.get())) {
            section.problem(
                    "metric_name_escaping_scheme",
                    "metric_name_escaping_scheme: must be one of " + String.join(", ", ESCAPINGS) + ", found \""
                            + written.get() + "\"");
        } else if (legacy && written.get().equals(AS_THEY_ARE)) {
            section.problem(
                    "metric_name_escaping_scheme",
                    "names of UTF-8 are asked for, and metric_name_validation_scheme legacy takes none; change one");
        }
        return new NameRules(legacy, written.get());
    }

    /** Whether a metric's name may be so. */
    public boolean allowsMetric(String name) {
        return !legacyOnly || isPlain(name, true);
    }

    /** Whether a label's name may be so. */
    public boolean allowsLabel(String name) {
        return !legacyOnly || isPlain(name, false);
    }

    private static boolean isPlain(String name, boolean takesColons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (takesColons && c == ':');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
