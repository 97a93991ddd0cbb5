package dev.nightjar.query.logql.template;

import dev.nightjar.query.logql.template.Node.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A template, ready to be rendered any number of times, from any thread. */
public final class GoTemplate {
    private final Source source;
    private final Parser.Parsed parsed;

    private GoTemplate(Source source, Parser.Parsed parsed) {
        this.source = source;
        this.parsed = parsed;
    }

    /** {@code name} is for messages. Throws {@link TemplateFailure} where the text is no template. */
    public static GoTemplate parse(String name, String text) {
        Source source = new Source(name, text);
        return new GoTemplate(source, Parser.parse(source));
    }

    /** The text for an entry. Throws {@link TemplateFailure} where it fails, or is longer than {@code maxChars}. */
    public String render(TemplateScope scope, int maxChars) {
        return new Execution(source, parsed, scope, maxChars).run();
    }

    /** The labels that a template names; none where the text is no template. */
    public static Set<String> fields(String text) {
        Set<String> names = new TreeSet<>();
        try {
            Parser.Parsed parsed = Parser.parse(new Source("", text));
            List<List<Node>> lists = new ArrayList<>(parsed.defined().values());
            lists.add(parsed.nodes());
            lists.forEach(nodes -> collect(nodes, names));
        } catch (TemplateFailure e) {
            // a text that is no template is refused where it is used
        }
        return names;
    }

    private static void collect(List<Node> nodes, Set<String> names) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Action action -> collect(action.pipeline(), names);
                case Node.Branch branch -> {
                    collect(branch.pipeline(), names);
                    collect(branch.body(), names);
                    collect(branch.otherwise(), names);
                }
                case Node.Call call -> collect(call.pipeline(), names);
                case Node.Text _, Node.Break _, Node.Continue _ -> {}
            }
        }
    }

    private static void collect(Node.@Nullable Pipeline pipeline, Set<String> names) {
        if (pipeline == null) {
            return;
        }
        for (Node.Command command : pipeline.commands()) {
            for (Operand word : command.words()) {
                switch (word) {
                    case Operand.Field field -> names.add(field.names().getFirst());
                    case Operand.Variable variable -> {
                        if (!variable.names().isEmpty()) {
                            names.add(variable.names().getFirst());
                        }
                    }
                    case Operand.Parenthesis parenthesis -> collect(parenthesis.pipeline(), names);
                    case Operand.Dot _, Operand.Function _, Operand.Literal _ -> {}
                }
            }
        }
    }
}
