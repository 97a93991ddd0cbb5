package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.logql.Template.Operand;
import java.util.ArrayList;
import java.util.List;

/** Parses the inside of a template's action: a pipeline of calls, each fed the value before it as last argument. */
final class TemplateAction {
    private static final List<String> CONTROL =
            List.of("if", "else", "end", "range", "with", "define", "template", "block", "and", "or", "not");

    private static final int MAX_DEPTH = 50;

    private final String text;
    private final int offset;
    private final SourceText source;
    private int at;
    private int depth;

    TemplateAction(String text, int offset, SourceText source) {
        this.text = text;
        this.offset = offset;
        this.source = source;
    }

    Operand parse() {
        Operand value = pipeline();
        if (at < text.length()) {
            throw error("unexpected \"" + text.substring(at) + '"');
        }
        return value;
    }

    private QueryException error(String detail) {
        return QueryException.inText(source, offset, "template action {{" + text + "}}: " + detail);
    }

    private boolean skipBlank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private Operand pipeline() {
        Operand value = command(List.of());
        while (skipBlank() && text.charAt(at) == '|') {
            at++;
            value = command(List.of(value));
        }
        return value;
    }

    private Operand command(List<Operand> piped) {
        if (!skipBlank()) {
            throw error("it is empty");
        }
        char c = text.charAt(at);
        if (!isWordStart(c)) {
            if (!piped.isEmpty()) {
                throw error("a value cannot be piped into something that is no function");
            }
            return operand();
        }
        String function = word();
        if (CONTROL.contains(function)) {
            throw QueryException.notSupportedYet("\"" + function + "\" in templates");
        }
        int arguments = TemplateFunctions.arity(function);
        if (arguments == TemplateFunctions.UNKNOWN) {
            throw error("unknown function \"" + function + '"');
        }
        List<Operand> operands = new ArrayList<>();
        while (skipBlank() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            operands.add(operand());
        }
        operands.addAll(piped);
        if (arguments != TemplateFunctions.ANY && operands.size() != arguments) {
            throw error(function + " takes " + arguments + " arguments, found " + operands.size());
        }
        return new Operand.Call(function, operands);
    }

    private Operand operand() {
        char c = text.charAt(at);
        if (c == '.') {
            at++;
            return new Operand.Field(word());
        }
        if (c == '(') {
            if (++depth > MAX_DEPTH) {
                throw error("it is nested deeper than " + MAX_DEPTH + " levels");
            }
            at++;
            Operand inner = pipeline();
            depth--;
            if (!skipBlank() || text.charAt(at) != ')') {
                throw error("a parenthesis is not closed");
            }
            at++;
            return inner;
        }
        if (c == '"' || c == '`') {
            return new Operand.Literal(string(c));
        }
        if (isWordStart(c)) {
            String word = word();
            if (TemplateFunctions.arity(word) == 0) {
                return new Operand.Call(word, List.of());
            }
            throw error("unexpected \"" + word + '"');
        }
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "|()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (Units.number(number).isEmpty()) {
            throw error("unexpected \"" + number + '"');
        }
        return new Operand.Literal(number);
    }

    private String string(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && quote == '"' && at < text.length()) {
                char escaped = text.charAt(at++);
                c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
            }
            value.append(c);
        }
        if (at >= text.length()) {
            throw error("a string is not closed");
        }
        at++;
        return value.toString();
    }

    private String word() {
        int start = at;
        while (at < text.length() && (isWordStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
            at++;
        }
        if (at == start) {
            throw error("a name is missing after the dot");
        }
        return text.substring(start, at);
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
