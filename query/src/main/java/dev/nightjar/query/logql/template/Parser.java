package dev.nightjar.query.logql.template;

import dev.nightjar.query.logql.template.Node.Branch;
import dev.nightjar.query.logql.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parses a template's texts, actions and control structures; what is inside actions by {@link PipelineParser}. */
final class Parser {
    /** A template's parts, and the templates defined inside by name. */
    record Parsed(List<Node> nodes, Map<String, List<Node>> defined) {}

    private static final int MAX_DEPTH = 100;
    private static final Set<String> KEYWORDS =
            Set.of("if", "else", "end", "range", "with", "define", "template", "block", "break", "continue");

    private final Source source;
    private final TokenWalk tokens;
    private final PipelineParser pipelines;
    private final Map<String, List<Node>> defined = new HashMap<>();
    private int depth;
    private int ranges;

    private Parser(Source source) {
        this.source = source;
        this.tokens = new TokenWalk(source);
        this.pipelines = new PipelineParser(source, tokens);
    }

    /** Throws {@link TemplateFailure} where the text is no template. */
    static Parsed parse(Source source) {
        Parser parser = new Parser(source);
        List<Node> nodes = parser.nodes();
        Token left = parser.tokens.peek();
        if (left.kind() != Token.Kind.END) {
            throw source.wrong(left.offset(), "unexpected {{" + parser.keyword() + "}}");
        }
        return new Parsed(nodes, parser.defined);
    }

    /** The keyword of the action that stands next; empty where it has none. */
    private String keyword() {
        Token first = tokens.peekBehindOpen();
        return first.kind() == Token.Kind.WORD && KEYWORDS.contains(first.text()) ? first.text() : "";
    }

    /** Up to the end, or an {@code else} or {@code end} that belongs to what is around. */
    private List<Node> nodes() {
        if (++depth > MAX_DEPTH) {
            throw source.wrong(tokens.peek().offset(), "the template is nested deeper than " + MAX_DEPTH + " levels");
        }
        int variables = pipelines.variables();
        List<Node> nodes = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.END) {
            if (tokens.peek().kind() == Token.Kind.TEXT) {
                nodes.add(new Node.Text(tokens.take().text()));
                continue;
            }
            String keyword = keyword();
            if (keyword.equals("else") || keyword.equals("end")) {
                break;
            }
            action(keyword, nodes);
        }
        pipelines.forget(variables);
        depth--;
        return nodes;
    }

    private void action(String keyword, List<Node> nodes) {
        Token open = tokens.take();
        switch (keyword) {
            case "if" -> nodes.add(branch(Branch.Kind.IF));
            case "with" -> nodes.add(branch(Branch.Kind.WITH));
            case "range" -> nodes.add(branch(Branch.Kind.RANGE));
            case "define" -> define(false, nodes);
            case "block" -> define(true, nodes);
            case "template" -> nodes.add(call());
            case "break", "continue" -> {
                tokens.takeWord();
                tokens.close(keyword);
                if (ranges == 0) {
                    throw source.wrong(open.offset(), "{{" + keyword + "}} outside {{range}}");
                }
                nodes.add(keyword.equals("break") ? new Node.Break() : new Node.Continue());
            }
            default -> {
                Pipeline pipeline = pipelines.parse(false);
                tokens.close("command");
                nodes.add(new Node.Action(pipeline));
            }
        }
    }

    private Node branch(Branch.Kind kind) {
        tokens.takeWord();
        int variables = pipelines.variables();
        Pipeline pipeline = pipelines.parse(kind == Branch.Kind.RANGE);
        tokens.close(kind.name().toLowerCase(Locale.ROOT));
        ranges += kind == Branch.Kind.RANGE ? 1 : 0;
        List<Node> body = nodes();
        ranges -= kind == Branch.Kind.RANGE ? 1 : 0;
        List<Node> otherwise = List.of();
        if (keyword().equals("else")) {
            tokens.take();
            tokens.takeWord();
            otherwise = otherwise(kind);
        } else {
            end();
        }
        pipelines.forget(variables);
        return new Branch(kind, pipeline, body, otherwise);
    }

    /** {@code {{else}}…{{end}}}, or {@code {{else if …}}}, which shares the end. */
    private List<Node> otherwise(Branch.Kind kind) {
        boolean again = (kind == Branch.Kind.IF && tokens.isNextWord("if"))
                || (kind == Branch.Kind.WITH && tokens.isNextWord("with"));
        if (again) {
            if (++depth > MAX_DEPTH) {
                throw source.wrong(tokens.peek().offset(), "more than " + MAX_DEPTH + " branches");
            }
            List<Node> nested = List.of(branch(kind));
            depth--;
            return nested;
        }
        tokens.close("else");
        List<Node> otherwise = nodes();
        end();
        return otherwise;
    }

    private void end() {
        if (!keyword().equals("end")) {
            Token found = tokens.peek();
            throw source.wrong(
                    found.offset(),
                    found.kind() == Token.Kind.END ? "unexpected EOF" : "expected end; found {{" + keyword() + "}}");
        }
        tokens.take();
        tokens.takeWord();
        tokens.close("end");
    }

    private void define(boolean called, List<Node> nodes) {
        int offset = tokens.takeWord().offset();
        String name = tokens.string(called ? "block clause" : "define clause");
        Pipeline pipeline = called ? pipelines.parse(false) : null;
        tokens.close(called ? "block clause" : "define clause");
        List<Node> body = nodes();
        end();
        defined.put(name, body);
        if (called) {
            nodes.add(new Node.Call(offset, name, pipeline));
        }
    }

    private Node call() {
        int offset = tokens.takeWord().offset();
        String name = tokens.string("template clause");
        Pipeline pipeline = tokens.isAtClose() ? null : pipelines.parse(false);
        tokens.close("template clause");
        return new Node.Call(offset, name, pipeline);
    }
}
