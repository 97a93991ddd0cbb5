package dev.nightjar.server.config;

import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.redact.RedactionRules;
import java.util.List;

/** What is taken out of log lines, and of their metadata, before anything is written to disk. */
public record RedactionConfig(
        @Meaning("Rules by name: `card` (payment cards), `email`, `token` (bearer tokens, Authorization headers).")
        List<String> builtIn,

        @Meaning(
                "Further rules: a list of `{name, pattern}`, an RE2 expression of which the first group, or else all it matches, is replaced by `<name>`.")
        List<RedactionPattern> patterns,

        @Meaning(
                "If set, a replacement carries a hash under this key, `<email:3f0a81c2d4e5>`, so that equal values can be found together.")
        @Secret
        String hashKey) {
    public RedactionConfig {
        builtIn = List.copyOf(builtIn);
        patterns = List.copyOf(patterns);
        rules(builtIn, patterns, hashKey);
    }

    public RedactionRules rules() {
        return rules(builtIn, patterns, hashKey);
    }

    private static RedactionRules rules(List<String> builtIn, List<RedactionPattern> patterns, String hashKey) {
        return new RedactionRules(
                builtIn.stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(RedactionRules.BuiltIn::of)
                        .toList(),
                patterns,
                hashKey);
    }
}
