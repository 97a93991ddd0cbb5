package dev.nightjar.query.logql.template;

import dev.nightjar.query.logql.template.Node.Command;
import dev.nightjar.query.logql.template.Node.Operand;
import dev.nightjar.query.logql.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what is inside actions, and knows which variables are in sight. */
final class PipelineParser {
    private static final int MAX_DEPTH = 50;

    private final Source source;
    private final TokenWalk tokens;
    private final List<String> variables = new ArrayList<>(List.of("$"));
    private int depth;

    PipelineParser(Source source, TokenWalk tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** How many variables are in sight. */
    int variables() {
        return variables.size();
    }

    /** Those declared since there were {@code count} are out of sight. */
    void forget(int count) {
        variables.subList(count, variables.size()).clear();
    }

    /** Up to the end of the action, or a closing parenthesis. {@code range}: two variables are allowed. */
    Pipeline parse(boolean range) {
        tokens.skipBlank();
        int offset = tokens.peek().offset();
        List<String> targets = new ArrayList<>();
        boolean declares = targets(targets, range);
        List<Command> commands = new ArrayList<>();
        do {
            commands.add(command(commands.isEmpty()));
        } while (takeIf("|"));
        if (declares) {
            variables.addAll(targets);
        }
        return new Pipeline(offset, targets, declares, commands);
    }

    private boolean takeIf(String symbol) {
        tokens.skipBlank();
        if (tokens.peek().is(symbol)) {
            tokens.take();
            return true;
        }
        return false;
    }

    /** {@code $x :=}, {@code $x =}, {@code $i, $x :=}. */
    private boolean targets(List<String> targets, boolean range) {
        int place = tokens.place();
        int offset = tokens.peek().offset();
        while (tokens.peek().kind() == Token.Kind.VARIABLE) {
            targets.add(tokens.take().text());
            if (takeIf(":=")) {
                return true;
            }
            if (takeIf("=")) {
                targets.forEach(name -> requireKnown(name, offset));
                return false;
            }
            if (!range || targets.size() == 2 || !takeIf(",")) {
                break;
            }
            tokens.skipBlank();
        }
        targets.clear();
        tokens.back(place);
        return false;
    }

    private void requireKnown(String name, int offset) {
        if (!variables.contains(name)) {
            throw source.wrong(offset, "undefined variable \"" + name + '"');
        }
    }

    private Command command(boolean first) {
        tokens.skipBlank();
        int offset = tokens.peek().offset();
        List<Operand> words = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token.kind() == Token.Kind.CLOSE || token.is("|") || token.is(")")) {
                break;
            }
            words.add(operand());
            Token next = tokens.peek();
            if (next.kind() == Token.Kind.BLANK) {
                tokens.take();
            } else if (next.kind() != Token.Kind.CLOSE && !next.is("|") && !next.is(")")) {
                throw tokens.unexpected("operand");
            }
        }
        if (words.isEmpty()) {
            throw source.wrong(offset, "missing value for command");
        }
        if (!first && words.getFirst() instanceof Operand.Literal literal) {
            throw source.wrong(offset, "non executable command in pipeline stage: " + literal);
        }
        return new Command(offset, words);
    }

    private Operand operand() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case DOT -> {
                tokens.take();
                yield new Operand.Dot(token.offset());
            }
            case FIELD -> {
                tokens.take();
                int offset = chainOffset(token);
                List<String> names = new ArrayList<>(List.of(token.text().substring(1)));
                names.addAll(fields());
                yield new Operand.Field(offset, names);
            }
            case VARIABLE -> {
                requireKnown(token.text(), token.offset());
                tokens.take();
                yield new Operand.Variable(chainOffset(token), token.text(), fields());
            }
            case STRING -> {
                tokens.take();
                yield literal(token, Literals.string(source, token));
            }
            case NUMBER -> {
                tokens.take();
                yield literal(token, Literals.number(source, token));
            }
            case WORD -> word(tokens.take());
            case SYMBOL -> parenthesis();
            case TEXT, OPEN, CLOSE, BLANK, END -> throw tokens.unexpected("operand");
        };
    }

    /** For messages Go takes a chain to begin with its second link. */
    private int chainOffset(Token first) {
        Token next = tokens.peek();
        return next.kind() == Token.Kind.FIELD ? next.offset() : first.offset();
    }

    private List<String> fields() {
        List<String> names = new ArrayList<>();
        while (tokens.peek().kind() == Token.Kind.FIELD) {
            names.add(tokens.take().text().substring(1));
        }
        return names;
    }

    private Operand literal(Token token, @Nullable Object value) {
        if (tokens.peek().kind() == Token.Kind.FIELD) {
            throw source.wrong(token.offset(), "unexpected . after term " + GoQuote.of(token.text()));
        }
        return new Operand.Literal(token.offset(), token.text(), value);
    }

    private Operand word(Token token) {
        return switch (token.text()) {
            case "true" -> literal(token, true);
            case "false" -> literal(token, false);
            case "nil" -> literal(token, null);
            default -> {
                if (!Builtins.has(token.text()) && !Functions.has(token.text())) {
                    throw source.wrong(token.offset(), "function " + GoQuote.of(token.text()) + " not defined");
                }
                yield new Operand.Function(chainOffset(token), token.text(), fields());
            }
        };
    }

    private Operand parenthesis() {
        Token open = tokens.peek();
        if (!open.is("(")) {
            throw tokens.unexpected("operand");
        }
        if (++depth > MAX_DEPTH) {
            throw source.wrong(open.offset(), "parentheses nested deeper than " + MAX_DEPTH + " levels");
        }
        tokens.take();
        Pipeline inner = parse(false);
        depth--;
        tokens.skipBlank();
        if (!tokens.peek().is(")")) {
            throw source.wrong(open.offset(), "unclosed left paren");
        }
        tokens.take();
        return new Operand.Parenthesis(chainOffset(open), inner, fields());
    }
}
