package dev.nightjar.alerting.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a template from its words. */
final class Parser {
    private final List<Token> tokens;
    private final Map<String, List<Part>> definitions = new HashMap<>();
    private int at;
    private int ranges;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    List<Part> template() {
        List<Part> parts = body();
        if (peek().kind() != Token.Kind.END) {
            throw new TemplateException("unexpected {{" + tokens.get(at + 1).text() + "}}");
        }
        return parts;
    }

    /** What {@code define} and {@code block} gave names to, once the template was read. */
    Map<String, List<Part>> definitions() {
        return definitions;
    }

    /** Everything up to {@code {{end}}}, {@code {{else}}} or the end, which stay. */
    private List<Part> body() {
        List<Part> parts = new ArrayList<>();
        while (true) {
            Token token = peek();
            if (token.kind() == Token.Kind.TEXT) {
                parts.add(new Part.Text(token.text()));
                at++;
            } else if (token.kind() == Token.Kind.END
                    || tokens.get(at + 1).is("end")
                    || tokens.get(at + 1).is("else")) {
                return parts;
            } else {
                at++;
                if (peek().is("define")) {
                    define();
                } else {
                    parts.add(action());
                }
            }
        }
    }

    private void define() {
        at++;
        String name = name("define");
        close();
        definitions.put(name, body());
        end();
    }

    private String name(String of) {
        Token token = next();
        if (token.kind() != Token.Kind.STRING) {
            throw new TemplateException(
                    "unexpected \"" + token.text() + "\" in " + of + " clause; wants a name in quotes");
        }
        return token.text();
    }

    private Part action() {
        Token first = peek();
        if (first.kind() == Token.Kind.WORD) {
            Part block = block(first.text());
            if (block != null) {
                return block;
            }
        }
        Part part = isAssignment() ? assignment() : new Part.Output(pipeline());
        close();
        return part;
    }

    private @Nullable Part block(String keyword) {
        return switch (keyword) {
            case "if" -> {
                at++;
                yield conditional();
            }
            case "with" -> {
                at++;
                yield with();
            }
            case "range" -> {
                at++;
                yield range();
            }
            case "template" -> {
                at++;
                yield invoke();
            }
            case "block" -> {
                at++;
                yield blockDefinition();
            }
            case "break", "continue" -> {
                at++;
                yield jump(keyword);
            }
            default -> null;
        };
    }

    private Part invoke() {
        String name = name("template");
        Term data = peek().kind() == Token.Kind.CLOSE ? null : pipeline();
        close();
        return new Part.Invoke(name, data);
    }

    private Part blockDefinition() {
        String name = name("block");
        Term data = pipeline();
        close();
        definitions.put(name, body());
        end();
        return new Part.Invoke(name, data);
    }

    private Part jump(String keyword) {
        if (ranges == 0) {
            throw new TemplateException("{{" + keyword + "}} outside {{range}}");
        }
        close();
        return keyword.equals("break") ? new Part.Break() : new Part.Continue();
    }

    private Part.If conditional() {
        Term condition = pipeline();
        close();
        List<Part> body = body();
        return new Part.If(condition, body, otherwise("if"));
    }

    private Part.With with() {
        String variable = variableBefore(":=");
        Term term = pipeline();
        close();
        List<Part> body = body();
        return new Part.With(variable, term, body, otherwise("with"));
    }

    private Part.Range range() {
        String key = variableBefore(",");
        String variable = variableBefore(":=");
        Term over = pipeline();
        close();
        ranges++;
        List<Part> body = body();
        ranges--;
        return new Part.Range(key, variable, over, body, otherwise(""));
    }

    /**
     * @param chained the keyword that may follow {@code else} and then needs no {@code end} of its own
     */
    private List<Part> otherwise(String chained) {
        expectOpen();
        List<Part> otherwise = List.of();
        if (peek().is("else")) {
            at++;
            if (!chained.isEmpty() && peek().is(chained)) {
                at++;
                return List.of(chained.equals("if") ? conditional() : with());
            }
            close();
            otherwise = body();
            expectOpen();
        }
        closeEnd();
        return otherwise;
    }

    private void end() {
        expectOpen();
        closeEnd();
    }

    private void closeEnd() {
        if (!peek().is("end")) {
            throw new TemplateException("unexpected {{" + peek().text() + "}}, wanted {{end}}");
        }
        at++;
        close();
    }

    private boolean isAssignment() {
        return peek().kind() == Token.Kind.VARIABLE
                && (tokens.get(at + 1).is(":=") || tokens.get(at + 1).is("="));
    }

    private Part.Assign assignment() {
        String variable = next().text();
        boolean declares = next().is(":=");
        return new Part.Assign(variable, declares, pipeline());
    }

    private @Nullable String variableBefore(String mark) {
        if (peek().kind() == Token.Kind.VARIABLE && tokens.get(at + 1).is(mark)) {
            String variable = next().text();
            at++;
            return variable;
        }
        return null;
    }

    private Term pipeline() {
        Term term = command(null);
        while (peek().is("|")) {
            at++;
            term = command(term);
        }
        return term;
    }

    private Term command(@Nullable Term piped) {
        Token first = peek();
        boolean function = first.kind() == Token.Kind.WORD && !isConstant(first.text());
        if (!function) {
            Term term = operand();
            if (piped != null) {
                throw new TemplateException("cannot pipe into something that is not a function");
            }
            if (startsOperand(peek()) && term instanceof Term.Field(Term of, String method)) {
                List<Term> arguments = new ArrayList<>();
                while (startsOperand(peek())) {
                    arguments.add(operand());
                }
                return new Term.Method(of, method, List.copyOf(arguments));
            }
            if (startsOperand(peek())) {
                throw new TemplateException("can't give argument to non-function \"" + first.text() + "\"");
            }
            return term;
        }
        String name = next().text();
        List<Term> arguments = new ArrayList<>();
        while (startsOperand(peek())) {
            arguments.add(operand());
        }
        if (piped != null) {
            arguments.add(piped);
        }
        if (!Functions.knows(name)) {
            throw new TemplateException("function \"" + name + "\" not defined");
        }
        return new Term.Call(name, List.copyOf(arguments));
    }

    private Term operand() {
        Token token = next();
        Term term = switch (token.kind()) {
            case STRING -> new Term.Literal(token.text());
            case NUMBER -> new Term.Literal(number(token.text()));
            case VARIABLE -> new Term.Variable(token.text());
            case FIELD -> new Term.Field(new Term.Dot(), token.text());
            case WORD -> word(token.text());
            case MARK -> mark(token);
            case TEXT, OPEN, CLOSE, END -> throw new TemplateException("missing value for command");
        };
        while (peek().kind() == Token.Kind.FIELD && !peek().spaced()) {
            term = new Term.Field(term, next().text());
        }
        return term;
    }

    private Term mark(Token token) {
        if (token.is("(")) {
            Term term = pipeline();
            if (!next().is(")")) {
                throw new TemplateException("unclosed left parenthesis");
            }
            return term;
        }
        if (token.is(".")) {
            return new Term.Dot();
        }
        throw new TemplateException("unexpected \"" + token.text() + "\" in an action");
    }

    private static Term word(String word) {
        return switch (word) {
            case "true" -> new Term.Literal(true);
            case "false" -> new Term.Literal(false);
            case "nil" -> throw new TemplateException("nil is not a command");
            default -> {
                if (!Functions.knows(word)) {
                    throw new TemplateException("function \"" + word + "\" not defined");
                }
                yield new Term.Call(word, List.of());
            }
        };
    }

    private static boolean isConstant(String word) {
        return word.equals("true") || word.equals("false") || word.equals("nil");
    }

    private static boolean startsOperand(Token token) {
        return switch (token.kind()) {
            case STRING, NUMBER, VARIABLE, FIELD, WORD -> true;
            case MARK -> token.is("(") || token.is(".");
            case TEXT, OPEN, CLOSE, END -> false;
        };
    }

    private static Object number(String text) {
        String plain = text.replace("_", "");
        try {
            if (plain.matches("[+-]?\\d+")) {
                return Long.parseLong(plain);
            }
            return Double.parseDouble(plain);
        } catch (NumberFormatException e) {
            throw new TemplateException("bad number syntax: \"" + text + "\"");
        }
    }

    private void expectOpen() {
        if (next().kind() != Token.Kind.OPEN) {
            throw new TemplateException("unexpected end of the template, wanted {{end}}");
        }
    }

    private void close() {
        Token token = next();
        if (token.kind() != Token.Kind.CLOSE) {
            throw new TemplateException("unexpected \"" + token.text() + "\" in an action");
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }
}
