package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a template from its words. */
final class Parser {
    /** Of structures within each other; an {@code else if} counts as one. */
    private static final int MAX_DEPTH = 100;

    /** What ended a run of parts. */
    private enum Ending {
        END("{{end}}"),
        ELSE("{{else}}");

        final String written;

        Ending(String written) {
            this.written = written;
        }
    }

    private record Body(List<Part> parts, Ending ending) {}

    private final TokenReader tokens;
    private final List<String> variables = new ArrayList<>();
    private final PipelineReader pipelines;
    private final Map<String, Definition> definitions = new HashMap<>();
    private int ranges;
    private int depth;

    Parser(Dialect<?> dialect, Source source) {
        this.tokens = new TokenReader(source);
        this.variables.addAll(dialect.variables());
        this.pipelines = new PipelineReader(dialect, tokens, variables);
    }

    /** The whole text. */
    List<Part> template() {
        List<Part> parts = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.END) {
            if (tokens.peek().kind() == Token.Kind.OPEN && tokens.peekSecond().is("define")) {
                Token _ = tokens.next();
                Token _ = tokens.next();
                define();
                continue;
            }
            Ending ending = next(parts);
            if (ending != null) {
                throw tokens.error(tokens.peek(), "unexpected " + ending.written);
            }
        }
        return List.copyOf(parts);
    }

    /** What {@code define} and {@code block} gave names to, once the template was read. */
    Map<String, Definition> definitions() {
        return definitions;
    }

    /** Adds what comes next to {@code parts}, or says that it ends them. */
    private @Nullable Ending next(List<Part> parts) {
        Token token = tokens.next();
        if (token.kind() == Token.Kind.TEXT) {
            parts.add(new Part.Text(token.text()));
            return null;
        }
        if (token.kind() != Token.Kind.OPEN) {
            throw token.kind() == Token.Kind.END
                    ? tokens.error(token, "unexpected EOF")
                    : tokens.unexpected(token, "input");
        }
        Token first = tokens.peek();
        if (first.is("end") || first.is("else")) {
            Token _ = tokens.next();
            boolean ends = first.is("end");
            boolean chained = !ends && (tokens.peek().is("if") || tokens.peek().is("with"));
            if (!chained) {
                tokens.expect(Token.Kind.CLOSE, first.text());
            }
            return ends ? Ending.END : Ending.ELSE;
        }
        parts.add(action(first));
        return null;
    }

    private Body body() {
        List<Part> parts = new ArrayList<>();
        while (true) {
            Ending ending = next(parts);
            if (ending != null) {
                return new Body(List.copyOf(parts), ending);
            }
        }
    }

    private Part action(Token first) {
        if (first.kind() == Token.Kind.KEYWORD) {
            Token _ = tokens.next();
            return switch (first.text()) {
                case "if" -> conditional();
                case "with" -> with();
                case "range" -> range();
                case "template" -> invoke();
                case "block" -> block();
                case "break", "continue" -> jump(first);
                default -> throw tokens.unexpected(first, "command");
            };
        }
        return new Part.Action(pipelines.pipeline("command"));
    }

    private void define() {
        String name = name("define clause");
        tokens.expect(Token.Kind.CLOSE, "define clause");
        add(name, definedBody("define clause"));
    }

    /** A body that sees no variables but its own. */
    private List<Part> definedBody(String context) {
        int known = enter();
        List<String> outside = List.copyOf(variables);
        int outsideRanges = ranges;
        variables.clear();
        variables.add("$");
        ranges = 0;
        Body body = body();
        if (body.ending() != Ending.END) {
            throw tokens.error(tokens.peek(), "unexpected " + body.ending().written + " in " + context);
        }
        variables.clear();
        variables.addAll(outside);
        leave(known);
        ranges = outsideRanges;
        return body.parts();
    }

    private void add(String name, List<Part> parts) {
        Definition definition = new Definition(name, tokens.source(), parts);
        Definition before = definitions.get(name);
        if (before == null || before.isEmpty()) {
            definitions.put(name, definition);
        } else if (!definition.isEmpty()) {
            throw tokens.error(tokens.peek(), "template: multiple definition of template " + GoQuote.of(name));
        }
    }

    private String name(String context) {
        return pipelines.text(tokens.expect(Token.Kind.STRING, context));
    }

    private Part invoke() {
        Token name = tokens.peek();
        String called = name("template clause");
        if (tokens.peek().kind() == Token.Kind.CLOSE) {
            Token _ = tokens.next();
            return new Part.Invoke(called, null, new Spot(name.at(), "{{template " + GoQuote.of(called) + "}}"));
        }
        return invocation(name, called, "template clause");
    }

    private Part invocation(Token name, String called, String context) {
        int begins = tokens.position();
        Pipeline data = pipelines.pipeline(context);
        String written = tokens.written(begins).replaceFirst(" }}$", "");
        return new Part.Invoke(
                called, data, new Spot(name.at(), "{{template " + GoQuote.of(called) + " " + written + "}}"));
    }

    private Part block() {
        Token name = tokens.peek();
        String called = name("block clause");
        Part invocation = invocation(name, called, "block clause");
        add(called, definedBody("block clause"));
        return invocation;
    }

    private Part jump(Token keyword) {
        String written = "{{" + keyword.text() + "}}";
        tokens.expect(Token.Kind.CLOSE, written);
        if (ranges == 0) {
            throw tokens.error(keyword, written + " outside {{range}}");
        }
        return keyword.is("break") ? new Part.Break() : new Part.Continue();
    }

    private Part.If conditional() {
        int known = enter();
        Pipeline pipeline = pipelines.pipeline("if");
        Body body = body();
        List<Part> otherwise = otherwise(body, "if");
        leave(known);
        return new Part.If(pipeline, body.parts(), otherwise);
    }

    private Part.With with() {
        int known = enter();
        Pipeline pipeline = pipelines.pipeline("with");
        Body body = body();
        List<Part> otherwise = otherwise(body, "with");
        leave(known);
        return new Part.With(pipeline, body.parts(), otherwise);
    }

    private Part.Range range() {
        int known = enter();
        Pipeline pipeline = pipelines.pipeline("range");
        ranges++;
        Body body = body();
        ranges--;
        List<Part> otherwise = otherwise(body, "range");
        leave(known);
        return new Part.Range(pipeline, body.parts(), otherwise);
    }

    /** Into a structure; says how many variables there are. */
    private int enter() {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek(), "the template is nested deeper than " + MAX_DEPTH + " levels");
        }
        return variables.size();
    }

    private void leave(int known) {
        depth--;
        variables.subList(known, variables.size()).clear();
    }

    /** What follows {@code else}; an {@code else if} of an {@code if} needs no end of its own, nor one of {@code with}. */
    private List<Part> otherwise(Body body, String of) {
        if (body.ending() == Ending.END) {
            return List.of();
        }
        Token chained = tokens.peek();
        if (chained.is(of) && (of.equals("if") || of.equals("with"))) {
            Token _ = tokens.next();
            return List.of(of.equals("if") ? conditional() : with());
        }
        if (chained.is("if") || chained.is("with")) {
            throw tokens.unexpected(chained, "input");
        }
        Body otherwise = body();
        if (otherwise.ending() != Ending.END) {
            throw tokens.error(tokens.peek(), "expected end; found " + otherwise.ending().written);
        }
        return otherwise.parts();
    }
}
