package dev.nightjar.query.logql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.LineTest;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.regex.RegexSearch;
import java.util.ArrayList;
import java.util.List;

/** Makes line filters ready to run. Lines are searched as bytes: what is not UTF-8 harms nothing. */
final class LineSteps {
    private LineSteps() {}

    static Step filter(Stage.LineFilter filter) {
        List<LineTest> alternatives = new ArrayList<>();
        for (Stage.LineFilter.Operand operand : filter.operands()) {
            alternatives.add(test(filter, operand));
        }
        boolean negative = filter.op().negative();
        return entry -> {
            for (LineTest alternative : alternatives) {
                if (alternative.passes(entry.line())) {
                    return !negative;
                }
            }
            return negative;
        };
    }

    /** What a filter asks of a line for one of its operands, before it is turned round where the filter is negative. */
    static LineTest test(Stage.LineFilter filter, Stage.LineFilter.Operand operand) {
        return operand.ip() ? address(filter, operand) : text(filter, operand);
    }

    private static LineTest address(Stage.LineFilter filter, Stage.LineFilter.Operand operand) {
        return switch (filter.op()) {
            case CONTAINS, NOT_CONTAINS -> {
                IpPattern pattern = IpPattern.parse(operand.text(), filter);
                yield pattern.test();
            }
            case MATCHES, NOT_MATCHES, PATTERN, NOT_PATTERN -> throw ParseError.stage(filter, "ip: invalid operation");
        };
    }

    private static LineTest text(Stage.LineFilter filter, Stage.LineFilter.Operand operand) {
        return switch (filter.op()) {
            case CONTAINS, NOT_CONTAINS -> {
                byte[] needle = ByteText.bytes(operand.text());
                yield line -> Bytes.contains(line, needle);
            }
            case MATCHES, NOT_MATCHES -> search(operand.text(), filter);
            case PATTERN, NOT_PATTERN -> {
                LinePattern pattern = pattern(operand.text(), filter);
                yield pattern.test();
            }
        };
    }

    private static LinePattern pattern(String pattern, Stage stage) {
        try {
            return LinePattern.filter(pattern);
        } catch (IllegalArgumentException e) {
            throw ParseError.stage(stage, String.valueOf(e.getMessage()));
        }
    }

    private static RegexSearch search(String regex, Stage stage) {
        try {
            return RegexSearch.of(regex);
        } catch (IllegalArgumentException e) {
            throw ParseError.stage(stage, reason(e));
        }
    }

    /** What is wrong with a regular expression. */
    static String reason(IllegalArgumentException e) {
        return e.getCause() instanceof PatternSyntaxException syntax
                ? String.valueOf(syntax.getMessage())
                : String.valueOf(e.getMessage());
    }

    /** A regular expression of an expression rather than a stage. Throws {@link QueryException}. */
    static Pattern regex(String regex, String of) {
        try {
            return QueryText.regex(regex);
        } catch (IllegalArgumentException e) {
            throw ParseError.overall(of + ": " + reason(e));
        }
    }
}
