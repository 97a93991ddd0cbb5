package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pipelines of commands, and knows which variables there are. */
final class PipelineReader {
    /** Of parentheses. */
    private static final int MAX_DEPTH = 50;

    /** Of an action, those in parentheses too: each is worked out within the one behind it. */
    private static final int MAX_COMMANDS = 500;

    private final Dialect<?> dialect;
    private final TokenReader tokens;
    private final List<String> variables;
    private int depth;
    private int commands;

    /** @param variables those that exist, the last declared last; grows and shrinks with what is read */
    PipelineReader(Dialect<?> dialect, TokenReader tokens, List<String> variables) {
        this.dialect = dialect;
        this.tokens = tokens;
        this.variables = variables;
    }

    /** A pipeline of an action, with the end of that. */
    Pipeline pipeline(String context) {
        List<String> declared = new ArrayList<>();
        boolean declares = declarations(context, declared);
        commands = 0;
        Term term = commands(context);
        tokens.expect(Token.Kind.CLOSE, context);
        return new Pipeline(List.copyOf(declared), declares, term);
    }

    private boolean declarations(String context, List<String> declared) {
        while (tokens.peek().kind() == Token.Kind.VARIABLE) {
            Token second = tokens.peekSecond();
            if (second.is(":=") || second.is("=")) {
                declare(declared);
                return second.is(":=");
            }
            if (!second.is(",")) {
                return true;
            }
            declare(declared);
            if (!context.equals("range") || declared.size() == 2) {
                throw tokens.error(second, "too many declarations in " + context);
            }
            if (tokens.peek().kind() != Token.Kind.VARIABLE) {
                throw tokens.error(tokens.peek(), "range can only initialize variables");
            }
        }
        return true;
    }

    private void declare(List<String> declared) {
        String name = tokens.next().text();
        declared.add(name);
        variables.add(name);
        Token _ = tokens.next();
    }

    private Term commands(String context) {
        Token first = tokens.peek();
        Term term = null;
        int stage = 1;
        while (tokens.peek().startsOperand()) {
            Token begins = tokens.peek();
            if (++commands > MAX_COMMANDS) {
                throw tokens.error(begins, "more than " + MAX_COMMANDS + " commands in an action");
            }
            term = command(term);
            if (stage > 1 && isConstant(begins, term)) {
                throw tokens.error(tokens.peek(), "non executable command in pipeline stage " + stage);
            }
            stage++;
            if (!tokens.peek().is("|")) {
                break;
            }
            Token _ = tokens.next();
        }
        Token end = tokens.peek();
        if (term == null) {
            boolean ended = end.kind() == Token.Kind.CLOSE || (end.is(")") && !context.equals("command"));
            throw ended ? tokens.error(first, "missing value for " + context) : tokens.unexpected(end, context);
        }
        if (end.kind() != Token.Kind.CLOSE && !end.is(")")) {
            throw tokens.unexpected(end, context);
        }
        return term;
    }

    private static boolean isConstant(Token begins, Term term) {
        return switch (begins.kind()) {
            case BOOLEAN, DOT, NIL, NUMBER, CHARACTER, STRING -> !(term instanceof Term.Fields);
            default -> false;
        };
    }

    private Term command(@Nullable Term piped) {
        int begins = tokens.position();
        Token first = tokens.peek();
        Term head = operand();
        List<Term> arguments = new ArrayList<>();
        while (tokens.peek().startsOperand() && tokens.peek().spaced()) {
            arguments.add(operand());
        }
        Token behind = tokens.peek();
        if (behind.kind() != Token.Kind.CLOSE && !behind.is(")") && !behind.is("|")) {
            throw tokens.unexpected(behind, "operand");
        }
        Spot command = new Spot(first.at(), tokens.written(begins));
        return switch (head) {
            case Term.Call call -> Term.Call.of(call.function(), List.copyOf(arguments), piped, call.spot(), command);
            case Term.Fields fields ->
                new Term.Fields(fields.of(), fields.names(), List.copyOf(arguments), piped, fields.spot());
            default -> arguments.isEmpty() && piped == null ? head : new Term.Misapplied(head, piped);
        };
    }

    private Term operand() {
        int begins = tokens.position();
        Token first = tokens.peek();
        Term term = term(tokens.next());
        if (tokens.peek().kind() != Token.Kind.FIELD || tokens.peek().spaced()) {
            return term;
        }
        if (isConstant(first, term)) {
            throw tokens.error(tokens.peek(), "unexpected . after term " + GoQuote.of(first.text()));
        }
        int at = tokens.peek().at();
        List<String> names = new ArrayList<>();
        Term of = term;
        if (term instanceof Term.Fields fields) {
            of = fields.of();
            names.addAll(fields.names());
        }
        while (tokens.peek().kind() == Token.Kind.FIELD && !tokens.peek().spaced()) {
            names.add(tokens.next().text().substring(1));
        }
        return new Term.Fields(of, List.copyOf(names), List.of(), null, new Spot(at, tokens.written(begins)));
    }

    private Term term(Token token) {
        Spot spot = new Spot(token.at(), token.text());
        return switch (token.kind()) {
            case STRING -> new Term.Literal(text(token), spot);
            case NUMBER -> new Term.Literal(Numbers.number(tokens, token), spot);
            case CHARACTER -> new Term.Literal(Numbers.character(tokens, token), spot);
            case BOOLEAN -> new Term.Literal(token.text().equals("true"), spot);
            case NIL -> new Term.Nil(spot);
            case DOT -> new Term.Dot(spot);
            case VARIABLE -> variable(token, spot);
            case FIELD ->
                new Term.Fields(new Term.Dot(spot), List.of(token.text().substring(1)), List.of(), null, spot);
            case WORD -> function(token, spot);
            default -> group(token);
        };
    }

    private Term variable(Token token, Spot spot) {
        if (!variables.contains(token.text())) {
            throw tokens.error(token, "undefined variable " + GoQuote.of(token.text()));
        }
        return new Term.Variable(token.text(), spot);
    }

    private Term function(Token token, Spot spot) {
        GoFunction<?> function = dialect.function(token.text());
        if (function == null) {
            throw tokens.error(token, "function " + GoQuote.of(token.text()) + " not defined");
        }
        return Term.Call.of(function, List.of(), null, spot, spot);
    }

    private Term group(Token open) {
        if (!open.is("(")) {
            throw tokens.unexpected(open, "operand");
        }
        if (++depth > MAX_DEPTH) {
            throw tokens.error(open, "parentheses nested deeper than " + MAX_DEPTH + " levels");
        }
        int begins = tokens.position() - 1;
        Term term = commands("parenthesized pipeline");
        depth--;
        Token close = tokens.next();
        if (!close.is(")")) {
            throw tokens.unexpected(close, "parenthesized pipeline");
        }
        return new Term.Group(term, new Spot(open.at(), tokens.written(begins)));
    }

    /** What a text in quotes says. */
    String text(Token token) {
        String quoted = token.text();
        if (quoted.startsWith("`")) {
            return quoted.substring(1, quoted.length() - 1);
        }
        return new Unquoting(quoted).text().orElseThrow(() -> tokens.error(token, "invalid syntax"));
    }
}
