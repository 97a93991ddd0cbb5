package dev.nightjar.logindex;

import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A language of deletions as small as can be: {@code label=value text}, all of it needed, the text possibly empty. */
final class TestingConditions implements LineCondition.Language {
    @Override
    public LineCondition read(String text) {
        int equals = text.indexOf('=');
        int space = text.indexOf(' ');
        if (equals < 0 || space < equals) {
            throw new IllegalArgumentException("\"" + text + "\" is not: label=value text");
        }
        Matcher matcher = Matcher.equal(text.substring(0, equals), text.substring(equals + 1, space));
        String part = text.substring(space + 1);
        return new LineCondition() {
            @Override
            public List<Matcher> matchers() {
                return List.of(matcher);
            }

            @Override
            public List<LogSelection.LineFilter> filters() {
                return part.isEmpty() ? List.of() : List.of(new LogSelection.LineFilter.Contains(part, false));
            }

            @Override
            public boolean holds(LogCursor line) {
                return new String(line.line(), StandardCharsets.UTF_8).contains(part);
            }
        };
    }
}
