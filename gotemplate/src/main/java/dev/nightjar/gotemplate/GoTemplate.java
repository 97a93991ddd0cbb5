package dev.nightjar.gotemplate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A template, ready to be rendered any number of times, from any thread. */
public final class GoTemplate<D> {
    private final Definition itself;
    private final Map<String, Definition> definitions;

    private GoTemplate(Definition itself, Map<String, Definition> definitions) {
        this.itself = itself;
        this.definitions = definitions;
    }

    /** Throws {@link TemplateException} where the text is no template. */
    public static <D> GoTemplate<D> parse(Dialect<D> dialect, Source source) {
        Parser parser = new Parser(dialect, source);
        List<Part> parts = parser.template();
        return new GoTemplate<>(new Definition(source.name(), source, parts), Map.copyOf(parser.definitions()));
    }

    /** The same, able to use what {@code others} define: of two of one name the last, and its own before those. */
    public GoTemplate<D> with(List<GoTemplate<D>> others) {
        Map<String, Definition> all = new HashMap<>();
        others.forEach(other -> all.putAll(other.definitions));
        all.putAll(definitions);
        return new GoTemplate<>(itself, all);
    }

    public Source source() {
        return itself.source();
    }

    /** Its text, where that is the same whatever the data; empty where it has actions. */
    public Optional<String> plain() {
        List<Part> parts = itself.parts();
        if (parts.isEmpty()) {
            return Optional.of("");
        }
        return parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The names that it asks its data for, itself and in what it defines. */
    public Set<String> fields() {
        FieldNames names = new FieldNames();
        names.addOf(itself.parts());
        definitions.values().forEach(definition -> names.addOf(definition.parts()));
        return names.all();
    }

    /**
     * How values become part of a text.
     *
     * @param escape what is made of them where they are written
     * @param maxChars how long the text may become
     */
    public record Output(UnaryOperator<String> escape, int maxChars) {
        /** Values as they are. */
        public static Output plain(int maxChars) {
            return new Output(text -> text, maxChars);
        }
    }

    /** The text about {@code dot}. Throws {@link TemplateException} where it fails. */
    public String render(D data, @Nullable Object dot, Output output) {
        return render(data, dot, Map.of(), output);
    }

    /** With values for the dialect's variables. */
    public String render(D data, @Nullable Object dot, Map<String, ?> variables, Output output) {
        return new Execution<>(data, definitions, itself, output).run(dot, variables);
    }
}
