package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.RegexSize;
import dev.nightjar.query.logql.Expression.Unwrap;
import java.util.ArrayList;
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
            throw tokens.unexpected("a range such as [5m]");
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
            tokens.expect(")", "that closes the parenthesis");
        } else {
            matchers = selector();
        }
        range();
        StageParser stageParser = new StageParser(tokens);
        while (tokens.peek().is("|") || stageParser.beginsLineFilter()) {
            if (tokens.peek().is("|") && tokens.peek(1).isWord("unwrap")) {
                unwrap = Optional.of(unwrap());
            } else if (unwrap.isPresent()) {
                throw tokens.error(tokens.peek(), "after unwrap only label filters may follow");
            } else {
                if (stages.size() == QueryText.MAX_OPERATORS) {
                    throw tokens.error(
                            tokens.peek(), "the pipeline has more than " + QueryText.MAX_OPERATORS + " stages");
                }
                stages.add(stageParser.stage());
            }
        }
        range();
        return matchers;
    }

    private void range() {
        Token token = tokens.peek();
        if (!token.is("[") || !ranged || rangeNanos != 0) {
            return;
        }
        tokens.take();
        rangeNanos = tokens.duration("a duration such as 5m");
        tokens.expect("]", "after the range");
        if (rangeNanos <= 0) {
            throw tokens.error(token, "the range must be longer than nothing");
        }
        if (tokens.takeWord("offset")) {
            shiftNanos = tokens.duration("a duration such as 5m");
        }
    }

    private List<Matcher> selector() {
        tokens.expect("{", "that begins a selector");
        List<Matcher> matchers = new ArrayList<>();
        while (!tokens.takeIf("}")) {
            matchers.add(matcher());
            if (!tokens.peek().is("}")) {
                tokens.expect(",", "or \"}\" in the selector");
            }
        }
        return matchers;
    }

    private Matcher matcher() {
        String name = tokens.word("a label's name");
        Token op = tokens.take();
        return matcher(tokens, name, op, tokens.string("the label's value in quotes"));
    }

    static Matcher matcher(Tokens tokens, String name, Token op, String value) {
        for (Matcher.Op known : Matcher.Op.values()) {
            if (op.is(known.symbol())) {
                try {
                    if (known == Matcher.Op.MATCHES || known == Matcher.Op.NOT_MATCHES) {
                        RegexSize.require(value);
                    }
                    return new Matcher(name, known, value);
                } catch (IllegalArgumentException e) {
                    throw tokens.error(op, String.valueOf(e.getMessage()));
                }
            }
        }
        throw tokens.error(op, "unexpected " + op.shown() + ", expected =, !=, =~ or !~ after label \"" + name + '"');
    }

    private Unwrap unwrap() {
        Token token = tokens.take();
        if (!ranged) {
            throw tokens.error(token, "unwrap gives values; it belongs into a range function such as sum_over_time");
        }
        tokens.take();
        String word = tokens.word("the label to unwrap");
        Unwrap.Conversion conversion = Unwrap.Conversion.NUMBER;
        if (tokens.takeIf("(")) {
            conversion = switch (word.toLowerCase(Locale.ROOT)) {
                case "duration", "duration_seconds" -> Unwrap.Conversion.DURATION;
                case "bytes" -> Unwrap.Conversion.BYTES;
                default ->
                    throw tokens.error(
                            token,
                            "unknown conversion \"" + word + "\"; there are duration, duration_seconds and bytes");
            };
            word = tokens.word("the label to unwrap");
            tokens.expect(")", "after the label");
        }
        List<Stage> after = new ArrayList<>();
        StageParser stageParser = new StageParser(tokens);
        while (tokens.peek().is("|")) {
            Token bar = tokens.peek();
            Stage stage = stageParser.stage();
            if (!(stage instanceof Stage.LabelFilter)) {
                throw tokens.error(bar, "after unwrap only label filters may follow");
            }
            after.add(stage);
        }
        return new Unwrap(token.offset(), word, conversion, after);
    }
}
