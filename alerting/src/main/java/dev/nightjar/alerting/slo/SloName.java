package dev.nightjar.alerting.slo;

import java.util.Locale;

/**
 * What a group of series adds to the name of its objective: what is no letter and no digit becomes a dash, so that it stands
 * in addresses and labels. Rules say the same in a template, for alerts to name the objective whose budget they are about.
 */
final class SloName {
    private SloName() {}

    static String part(String value) {
        String plain =
                value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return plain.isEmpty() ? "none" : plain;
    }

    /** The template of the same; values without a letter become {@code none} there, too. */
    static String template(String label) {
        return "{{ reReplaceAll \"^$\" \"none\" (reReplaceAll \"^-|-$\" \"\" (reReplaceAll \"[^a-z0-9]+\" \"-\""
                + " (toLower $labels." + label + "))) }}";
    }
}
