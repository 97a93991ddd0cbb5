package dev.nightjar.query.logql;

import com.google.re2j.Pattern;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes line filters ready to run. Lines are searched as bytes: what is not UTF-8 harms nothing. */
final class LineSteps {
    private LineSteps() {}

    static Step filter(Stage.LineFilter filter, SourceText source) {
        List<Predicate<byte[]>> alternatives = new ArrayList<>();
        for (Stage.LineFilter.Operand operand : filter.operands()) {
            alternatives.add(test(filter.op(), operand, source));
        }
        boolean negative = filter.op().negative();
        return entry -> {
            for (Predicate<byte[]> alternative : alternatives) {
                if (alternative.test(entry.line())) {
                    return !negative;
                }
            }
            return negative;
        };
    }

    private static Predicate<byte[]> test(Stage.LineFilter.Op op, Stage.LineFilter.Operand operand, SourceText source) {
        if (operand.ip()) {
            throw QueryException.notSupportedYet("ip() in line filters");
        }
        return switch (op) {
            case CONTAINS, NOT_CONTAINS -> {
                byte[] needle = operand.text().getBytes(StandardCharsets.UTF_8);
                yield line -> Bytes.contains(line, needle);
            }
            case MATCHES, NOT_MATCHES -> {
                Pattern pattern = regex(operand.text(), operand.offset(), source);
                yield line -> pattern.matcher(line).find();
            }
            case PATTERN, NOT_PATTERN -> {
                LinePattern pattern = pattern(operand.text(), operand.offset(), source);
                if (pattern.hasNames()) {
                    throw QueryException.inText(
                            source, operand.offset(), "a pattern that filters lines captures nothing: write <_>");
                }
                yield pattern::matches;
            }
        };
    }

    static Pattern regex(String regex, int offset, SourceText source) {
        try {
            return QueryText.regex(regex);
        } catch (IllegalArgumentException e) {
            throw QueryException.inText(source, offset, String.valueOf(e.getMessage()));
        }
    }

    static LinePattern pattern(String pattern, int offset, SourceText source) {
        try {
            return LinePattern.parse(pattern);
        } catch (IllegalArgumentException e) {
            throw QueryException.inText(source, offset, String.valueOf(e.getMessage()));
        }
    }
}
