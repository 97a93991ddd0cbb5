package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import java.util.List;
import java.util.Optional;

/** One step of a pipeline, as written. */
sealed interface Stage {
    int offset();

    /** {@code |= "a" or "b"}: one of the operands must be in the line; {@code !=}: none may. */
    record LineFilter(int offset, Op op, List<Operand> operands) implements Stage {
        enum Op {
            CONTAINS("|=", false),
            NOT_CONTAINS("!=", true),
            MATCHES("|~", false),
            NOT_MATCHES("!~", true),
            PATTERN("|>", false),
            NOT_PATTERN("!>", true);

            private final String symbol;
            private final boolean negative;

            Op(String symbol, boolean negative) {
                this.symbol = symbol;
                this.negative = negative;
            }

            String symbol() {
                return symbol;
            }

            boolean negative() {
                return negative;
            }
        }

        /** A text, of any bytes where lines contain it or not ({@link ByteText}), or with {@code ip} an address, range or prefix. */
        record Operand(int offset, String text, boolean ip) {}
    }

    /** A label and where its value comes from: {@code name="expression"}. */
    record Extraction(int offset, String label, String expression) {}

    /** Without extractions: every field. */
    record Json(int offset, List<Extraction> extractions) implements Stage {}

    record Logfmt(int offset, boolean strict, boolean keepEmpty, List<Extraction> extractions) implements Stage {}

    record PatternParser(int offset, String pattern) implements Stage {}

    record Regexp(int offset, String regex) implements Stage {}

    record Unpack(int offset) implements Stage {}

    record Decolorize(int offset) implements Stage {}

    record LineFormat(int offset, String template) implements Stage {}

    record LabelFormat(int offset, List<Format> formats) implements Stage {
        /** A template, or with {@code rename} another label's name. */
        record Format(int offset, String label, String value, boolean rename) {}
    }

    record LabelFilter(int offset, Condition condition) implements Stage {}

    /** Takes labels away: those listed, or with {@code keep} all others. */
    record Select(int offset, boolean keep, List<Choice> choices) implements Stage {
        /** A label, always or only where the matcher holds. */
        record Choice(String label, Optional<Matcher> matcher) {}
    }
}
