package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses one stage of a pipeline. */
final class StageParser {
    private final Tokens tokens;

    StageParser(Tokens tokens) {
        this.tokens = tokens;
    }

    boolean beginsLineFilter() {
        return lineFilterOp(tokens.peek()).isPresent();
    }

    private static Optional<Stage.LineFilter.Op> lineFilterOp(Token token) {
        for (Stage.LineFilter.Op op : Stage.LineFilter.Op.values()) {
            if (token.is(op.symbol())) {
                return Optional.of(op);
            }
        }
        return Optional.empty();
    }

    /** The next stage; where several texts are none of which may be there, a filter for each. */
    List<Stage> stages() {
        Token first = tokens.peek();
        Optional<Stage.LineFilter.Op> filter = lineFilterOp(first);
        if (filter.isPresent()) {
            return lineFilters(filter.get());
        }
        tokens.expect("|");
        Token name = tokens.peek();
        if (name.kind() == Token.Kind.WORD && !isOwnComparison(tokens.peek(1))) {
            Optional<Stage> named = named(name);
            if (named.isPresent()) {
                return List.of(named.get());
            }
        }
        return List.of(new Stage.LabelFilter(name.offset(), new ConditionParser(tokens).parse()));
    }

    /** A label may be named like a stage: {@code | json="x"} filters. In {@code | json != "x"} a line filter follows. */
    private static boolean isOwnComparison(Token token) {
        return isComparison(token) && !token.is("!=") && !token.is("!~");
    }

    private static boolean isComparison(Token token) {
        return token.is("=")
                || token.is("==")
                || token.is("!=")
                || token.is("=~")
                || token.is("!~")
                || token.is(">")
                || token.is(">=")
                || token.is("<")
                || token.is("<=");
    }

    private Optional<Stage> named(Token name) {
        int offset = name.offset();
        return switch (name.text().toLowerCase(Locale.ROOT)) {
            case "json" -> {
                tokens.take();
                yield Optional.of(new Stage.Json(offset, extractions()));
            }
            case "logfmt" -> {
                tokens.take();
                yield Optional.of(logfmt(offset));
            }
            case "pattern" -> {
                tokens.take();
                yield Optional.of(new Stage.PatternParser(offset, tokens.string()));
            }
            case "regexp" -> {
                tokens.take();
                yield Optional.of(new Stage.Regexp(offset, tokens.string()));
            }
            case "unpack" -> {
                tokens.take();
                yield Optional.of(new Stage.Unpack(offset));
            }
            case "decolorize" -> {
                tokens.take();
                yield Optional.of(new Stage.Decolorize(offset));
            }
            case "line_format" -> {
                tokens.take();
                yield Optional.of(new Stage.LineFormat(offset, tokens.string()));
            }
            case "label_format" -> {
                tokens.take();
                yield Optional.of(new Stage.LabelFormat(offset, formats()));
            }
            case "drop", "keep" -> {
                tokens.take();
                yield Optional.of(new Stage.Select(offset, name.isWord("keep"), choices()));
            }
            default -> Optional.empty();
        };
    }

    private List<Stage> lineFilters(Stage.LineFilter.Op op) {
        int offset = tokens.take().offset();
        List<Stage.LineFilter.Operand> operands = new ArrayList<>();
        do {
            operands.add(operand(op));
        } while (tokens.takeWord("or"));
        return op.negative()
                ? operands.stream()
                        .<Stage>map(operand -> new Stage.LineFilter(operand.offset(), op, List.of(operand)))
                        .toList()
                : List.of(new Stage.LineFilter(offset, op, operands));
    }

    private Stage.LineFilter.Operand operand(Stage.LineFilter.Op op) {
        int offset = tokens.peek().offset();
        if (tokens.takeWord("ip")) {
            tokens.expect("(");
            String address = tokens.string();
            tokens.expect(")");
            return new Stage.LineFilter.Operand(offset, address, true);
        }
        if (tokens.peek().kind() != Token.Kind.STRING) {
            throw tokens.unexpected("STRING or ip");
        }
        boolean anyBytes = op == Stage.LineFilter.Op.CONTAINS || op == Stage.LineFilter.Op.NOT_CONTAINS;
        return new Stage.LineFilter.Operand(offset, anyBytes ? tokens.bytes() : tokens.string(), false);
    }

    private Stage logfmt(int offset) {
        boolean strict = false;
        boolean keepEmpty = false;
        while (tokens.peek().kind() == Token.Kind.FLAG) {
            Token flag = tokens.take();
            switch (flag.text()) {
                case "--strict" -> strict = true;
                case "--keep-empty" -> keepEmpty = true;
                default ->
                    throw tokens.error(
                            flag,
                            "syntax error: unexpected -: unknown flag " + flag.text()
                                    + "; logfmt knows --strict and --keep-empty");
            }
        }
        return new Stage.Logfmt(offset, strict, keepEmpty, extractions());
    }

    private List<Stage.Extraction> extractions() {
        List<Stage.Extraction> extractions = new ArrayList<>();
        if (tokens.peek().kind() != Token.Kind.WORD || isClause(tokens.peek())) {
            return extractions;
        }
        do {
            Token label = tokens.peek();
            String name = tokens.word();
            String expression = tokens.takeIf("=") ? tokens.string() : name;
            extractions.add(new Stage.Extraction(label.offset(), name, expression));
        } while (tokens.takeIf(","));
        return extractions;
    }

    /** Words that end a pipeline. */
    private static boolean isClause(Token token) {
        return token.isWord("offset") || token.isWord("or") || token.isWord("and");
    }

    private List<Stage.LabelFormat.Format> formats() {
        List<Stage.LabelFormat.Format> formats = new ArrayList<>();
        do {
            Token label = tokens.peek();
            String name = tokens.word();
            tokens.expect("=");
            if (tokens.peek().kind() != Token.Kind.WORD && tokens.peek().kind() != Token.Kind.STRING) {
                throw tokens.unexpected("IDENTIFIER or STRING");
            }
            boolean rename = tokens.peek().kind() == Token.Kind.WORD;
            String value = rename ? tokens.take().text() : tokens.string();
            if (name.equals(Entry.ERROR)) {
                throw ParseError.overall(name + " cannot be formatted");
            }
            for (Stage.LabelFormat.Format other : formats) {
                if (other.label().equals(name)) {
                    throw ParseError.overall(
                            "multiple label name '" + name + "' not allowed in a single format operation");
                }
            }
            formats.add(new Stage.LabelFormat.Format(label.offset(), name, value, rename));
        } while (tokens.takeIf(","));
        return formats;
    }

    private List<Stage.Select.Choice> choices() {
        List<Stage.Select.Choice> choices = new ArrayList<>();
        do {
            String name = tokens.word();
            Optional<Matcher> matcher = Optional.empty();
            if (isComparison(tokens.peek())) {
                Token op = tokens.take();
                matcher = Optional.of(LinesParser.matcher(tokens, name, op));
            }
            choices.add(new Stage.Select.Choice(name, matcher));
        } while (tokens.takeIf(","));
        return choices;
    }
}
