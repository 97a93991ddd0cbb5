package dev.nightjar.ingest.probeconfig;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.definition.Section;
import dev.nightjar.model.Re2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads regular expressions of RE2. */
final class PatternReader {
    private PatternReader() {}

    static List<Pattern> list(Section of, String field) {
        List<Pattern> patterns = new ArrayList<>();
        of.textList(field).forEach(text -> compile(of, field, text).ifPresent(patterns::add));
        return patterns;
    }

    static Optional<Pattern> one(Section of, String field) {
        return of.text(field).flatMap(text -> compile(of, field, text));
    }

    static Optional<Pattern> compile(Section of, String field, String text) {
        try {
            return Optional.of(Re2.compile(text));
        } catch (PatternSyntaxException | IllegalArgumentException e) {
            of.problem(field, field + ": not a regular expression of RE2: " + e.getMessage());
            return Optional.empty();
        }
    }
}
