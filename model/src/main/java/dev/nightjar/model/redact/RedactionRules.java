package dev.nightjar.model.redact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be taken out of lines, and what is put in its place.
 *
 * @param builtIn names of {@link BuiltIn} rules
 * @param patterns further rules
 * @param hashKey if not empty, the replacement carries a keyed hash of what stood there, so that equal values can still
 *     be found together: {@code <email:3f0a81c2d4e5>}
 */
public record RedactionRules(List<BuiltIn> builtIn, List<RedactionPattern> patterns, String hashKey) {
    /** A rule that needs no pattern. */
    public enum BuiltIn {
        /** Numbers of payment cards: of a known brand's length and beginning, and right by Luhn's digit. */
        CARD,
        /** E-mail addresses. */
        EMAIL,
        /** Bearer tokens, and values of Authorization headers. */
        TOKEN;

        Finder finder() {
            return switch (this) {
                case CARD -> new CardFinder();
                case EMAIL -> new EmailFinder();
                case TOKEN -> new TokenFinder();
            };
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Throws {@link IllegalArgumentException} with the names there are. */
        public static BuiltIn of(String word) {
            for (BuiltIn each : values()) {
                if (each.word().equals(word)) {
                    return each;
                }
            }
            throw new IllegalArgumentException(
                    "there is no built-in redaction \"" + word + "\"; there are card, email and token");
        }
    }

    public static final RedactionRules NONE = new RedactionRules(List.of(), List.of(), "");

    /** Throws {@link IllegalArgumentException} where two rules have one name. */
    public RedactionRules {
        builtIn = List.copyOf(builtIn);
        patterns = List.copyOf(patterns);
        Set<String> names = new HashSet<>();
        builtIn.forEach(each -> claim(names, each.word()));
        patterns.forEach(each -> claim(names, each.name()));
    }

    private static void claim(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "two redaction rules are called \"" + name + "\"; give one another name");
        }
    }

    public boolean isEmpty() {
        return builtIn.isEmpty() && patterns.isEmpty();
    }
}
