package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.logql.Expression.Unwrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses a selector with its pipeline and, inside a range function, its unwrap, range and offset. */
final class LinesParser {
    /** What was found; without a range function the range is zero. */
    record Parsed(Expression.Lines lines, Optional<Unwrap> unwrap, long rangeNanos, long shiftNanos) {}

    private static final int MAX_DEPTH = 200;

    private final Tokens tokens;
    private int depth;
    private final boolean ranged;
    private final List<Stage> stages = new ArrayList<>();
    private Optional<Unwrap> unwrap = Optional.empty();
    private long rangeNanos;
    private long shiftNanos;

    LinesParser(Tokens tokens, boolean ranged) {
        this.tokens = tokens;
        this.ranged = ranged;
    }

    Parsed parse() {
        int offset = tokens.peek().offset();
        List<Matcher> matchers = body();
        if (ranged && rangeNanos == 0) {
            throw tokens.unexpected(unwrap.isPresent() ? "RANGE or |" : "");
        }
        return new Parsed(new Expression.Lines(offset, matchers, stages), unwrap, rangeNanos, shiftNanos);
    }

    private List<Matcher> body() {
        List<Matcher> matchers;
        Token begin = tokens.peek();
        if (tokens.takeIf("(")) {
            if (++depth > MAX_DEPTH) {
                throw tokens.error(begin, "the query is nested deeper than " + MAX_DEPTH + " levels");
            }
            matchers = body();
            depth--;
            tokens.expect(")");
        } else {
            matchers = selector();
        }
        range();
        StageParser stageParser = new StageParser(tokens);
        while (tokens.peek().is("|") || stageParser.beginsLineFilter()) {
            if (tokens.peek().is("|") && tokens.peek(1).isWord("unwrap")) {
                unwrap = Optional.of(unwrap());
            } else if (unwrap.isPresent()) {
                throw tokens.error(
                        tokens.peek(),
                        "syntax error: unexpected |: after unwrap only label filters and the range may follow");
            } else {
                if (stages.size() >= QueryText.MAX_OPERATORS) {
                    throw tokens.error(
                            tokens.peek(), "the pipeline has more than " + QueryText.MAX_OPERATORS + " stages");
                }
                stages.addAll(stageParser.stages());
            }
        }
        range();
        return matchers;
    }

    private void range() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.RANGE || !ranged || rangeNanos != 0) {
            return;
        }
        tokens.take();
        rangeNanos =
                Units.rangeNanos(token.text()).orElseThrow(() -> tokens.error(token, Units.notADuration(token.text())));
        if (rangeNanos <= 0) {
            throw tokens.error(token, "the range must be longer than nothing");
        }
        if (tokens.takeWord("offset")) {
            shiftNanos = tokens.duration();
        }
    }

    private List<Matcher> selector() {
        tokens.expect("{");
        List<Matcher> matchers = new ArrayList<>();
        if (tokens.takeIf("}")) {
            return matchers;
        }
        do {
            if (tokens.peek().kind() != Token.Kind.WORD) {
                throw tokens.unexpected(matchers.isEmpty() ? "IDENTIFIER or }" : "IDENTIFIER");
            }
            matchers.add(matcher());
        } while (tokens.takeIf(","));
        if (!tokens.takeIf("}")) {
            throw tokens.unexpected("} or ,");
        }
        return matchers;
    }

    private Matcher matcher() {
        String name = tokens.word();
        return matcher(tokens, name, tokens.take());
    }

    /** The rest of a matcher: {@code op} was taken, the text follows. */
    static Matcher matcher(Tokens tokens, String name, Token op) {
        for (Matcher.Op known : Matcher.Op.values()) {
            if (op.is(known.symbol())) {
                String value = tokens.string();
                try {
                    if (known == Matcher.Op.MATCHES || known == Matcher.Op.NOT_MATCHES) {
                        QueryText.regex(value);
                    }
                    return new Matcher(name, known, value);
                } catch (IllegalArgumentException e) {
                    throw ParseError.overall(LineSteps.reason(e));
                }
            }
        }
        throw tokens.unexpected(op, "= or =~ or !~ or !=");
    }

    private Unwrap unwrap() {
        Token token = tokens.take();
        if (!ranged) {
            throw tokens.unexpected(tokens.peek(), "");
        }
        tokens.take();
        String word = tokens.word();
        Unwrap.Conversion conversion = Unwrap.Conversion.NUMBER;
        if (tokens.takeIf("(")) {
            String function = word.toLowerCase(Locale.ROOT);
            conversion = Arrays.stream(Unwrap.Conversion.values())
                    .filter(known -> known.symbol().equals(function))
                    .findFirst()
                    .orElseThrow(() -> tokens.error(
                            token,
                            "unknown conversion \"" + function + "\"; there are duration, duration_seconds and bytes"));
            word = tokens.word();
            tokens.expect(")");
        }
        List<Stage> after = new ArrayList<>();
        StageParser stageParser = new StageParser(tokens);
        while (tokens.peek().is("|")) {
            Token bar = tokens.peek();
            List<Stage> filters = stageParser.stages();
            if (!(filters.getFirst() instanceof Stage.LabelFilter)) {
                throw tokens.error(
                        bar, "syntax error: unexpected |: after unwrap only label filters and the range may follow");
            }
            after.addAll(filters);
        }
        return new Unwrap(token.offset(), word, conversion, after);
    }
}
