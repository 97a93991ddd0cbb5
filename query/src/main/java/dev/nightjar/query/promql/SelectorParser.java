package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code name{label="value", ...}}, {@code {"quoted.name", ...}} and lists of labels. */
final class SelectorParser {
    private static final String WHERE = "label matching";

    private final TokenReader tokens;

    SelectorParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** A selector that begins with a metric's name, taken already, or with a brace. */
    Expr.VectorSelector selector(Optional<Token> name) {
        Expr.VectorSelector selector = anySelector(name);
        if (name.isPresent()) {
            for (Matcher matcher :
                    selector.matchers().subList(1, selector.matchers().size())) {
                if (matcher.name().equals(Labels.METRIC_NAME)) {
                    throw twice(selector.span(), name.get().text(), matcher.value());
                }
            }
        }
        if (selector.matchers().stream().allMatch(Matcher::matchesAbsent)) {
            throw tokens.error(selector.span(), "vector selector must contain at least one non-empty matcher");
        }
        return selector;
    }

    /** Conditions on labels in braces, which may be fulfilled by series without them. */
    Expr.VectorSelector labelSelector() {
        if (!tokens.peek().isSymbol("{")) {
            throw tokens.unexpected("call of function \"info\"", "label selectors only, such as {version=~\".+\"}");
        }
        return anySelector(Optional.empty());
    }

    private QueryException twice(Span span, String name, String other) {
        return tokens.error(span, "metric name must not be set twice: \"" + name + "\" or \"" + other + "\"");
    }

    /** The same, where it may be fulfilled by series without its labels. */
    Expr.VectorSelector anySelector(Optional<Token> name) {
        Span start = name.map(Token::span).orElse(tokens.peek().span());
        List<Matcher> matchers = new ArrayList<>();
        name.ifPresent(token -> matchers.add(Matcher.equal(Labels.METRIC_NAME, token.text())));
        if (tokens.takeSymbol("{")) {
            while (!tokens.takeSymbol("}")) {
                matchers.add(matcher(matchers));
                if (!tokens.peek().isSymbol("}") && !tokens.takeSymbol(",")) {
                    throw tokens.unexpected(WHERE, "\",\" or \"}\"");
                }
            }
        }
        return new Expr.VectorSelector(
                start.to(tokens.last().span()), name.map(Token::text), matchers, Timing.NOW, Expr.Extension.NONE);
    }

    private Matcher matcher(List<Matcher> before) {
        Token label = tokens.peek();
        if (label.kind() != Token.Kind.IDENTIFIER && label.kind() != Token.Kind.STRING) {
            throw tokens.unexpected(WHERE, "a label name or \"}\"");
        }
        tokens.take();
        boolean aloneMayStand = label.kind() == Token.Kind.STRING;
        if (aloneMayStand && (tokens.peek().isSymbol(",") || tokens.peek().isSymbol("}"))) {
            for (Matcher matcher : before) {
                if (matcher.name().equals(Labels.METRIC_NAME) && matcher.op() == Matcher.Op.EQUAL) {
                    throw twice(label.span(), matcher.value(), label.text());
                }
            }
            return Matcher.equal(Labels.METRIC_NAME, label.text());
        }
        if (label.text().contains(":") && label.kind() == Token.Kind.IDENTIFIER) {
            throw tokens.error(
                    label.span(),
                    "unexpected " + label.words() + " in " + WHERE
                            + ", expected a label name without a colon, or a quoted one");
        }
        Matcher.Op op = operator();
        Token value = tokens.peek();
        if (value.kind() != Token.Kind.STRING) {
            throw tokens.unexpected(WHERE, "a string");
        }
        tokens.take();
        try {
            return new Matcher(label.text(), op, value.text());
        } catch (IllegalArgumentException e) {
            throw tokens.error(value.span(), String.valueOf(e.getMessage()));
        }
    }

    private Matcher.Op operator() {
        for (Matcher.Op op : Matcher.Op.values()) {
            if (tokens.takeSymbol(op.symbol())) {
                return op;
            }
        }
        throw tokens.unexpected(WHERE, "one of \"=\", \"!=\", \"=~\" or \"!~\"");
    }

    /** {@code (label, "other label", ...)}. */
    List<String> labelList(String where) {
        tokens.expectSymbol("(", where);
        List<String> labels = new ArrayList<>();
        while (!tokens.takeSymbol(")")) {
            Token label = tokens.peek();
            boolean word =
                    label.kind() == Token.Kind.IDENTIFIER && !label.text().contains(":");
            boolean quoted =
                    label.kind() == Token.Kind.STRING && !label.text().isEmpty() && StringLiterals.isUtf8(label.text());
            if (!word && !quoted) {
                throw tokens.unexpected(where, "a label name");
            }
            labels.add(tokens.take().text());
            if (!tokens.peek().isSymbol(")") && !tokens.takeSymbol(",")) {
                throw tokens.unexpected(where, "\",\" or \")\"");
            }
        }
        return labels;
    }
}
