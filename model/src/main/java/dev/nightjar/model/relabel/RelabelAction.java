package dev.nightjar.model.relabel;

import java.util.Locale;
import java.util.Optional;

/** What a rule does. */
public enum RelabelAction {
    /** Sets the target label to the replacement where the expression matches the source labels. */
    REPLACE,
    /** Drops the whole where the expression does not match. */
    KEEP,
    /** Drops the whole where the expression matches. */
    DROP,
    /** Drops the whole where the source labels are not equal to the target label. */
    KEEPEQUAL,
    /** Drops the whole where the source labels are equal to the target label. */
    DROPEQUAL,
    /** Sets the target label to a number below the modulus, made from the source labels. */
    HASHMOD,
    /** Copies each label whose name matches to the name that the replacement makes of it. */
    LABELMAP,
    /** Removes each label whose name matches. */
    LABELDROP,
    /** Removes each label whose name does not match. */
    LABELKEEP,
    LOWERCASE,
    UPPERCASE;

    /** As rules are written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RelabelAction> of(String text) {
        for (RelabelAction action : values()) {
            if (action.text().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
