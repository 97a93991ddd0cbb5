package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Expressions whose results a test sets by text. Text that was not set gives an empty vector; {@code !} is no expression. */
public final class TestingExpressions implements Expressions {
    public static final RuleSurroundings SURROUNDINGS =
            new RuleSurroundings(Map.of(), "http://localhost", new TestingExpressions());

    private final Map<String, Function<Instant, List<Sample>>> answers = new ConcurrentHashMap<>();
    private final Set<String> withoutData = ConcurrentHashMap.newKeySet();

    @Override
    public Expression prepare(Language language, String text) {
        int wrong = text.indexOf('!');
        if (wrong >= 0) {
            throw new InvalidExpressionException("unexpected \"!\"", wrong);
        }
        return new Expression() {
            @Override
            public List<Sample> at(Instant instant) {
                return answers.getOrDefault(text, time -> List.of()).apply(instant);
            }

            @Override
            public boolean hasData(Instant instant) {
                return !withoutData.contains(text);
            }
        };
    }

    /** Whether anything that the expression looks at has data; at first everything has. */
    public void data(String text, boolean isThere) {
        if (isThere) {
            withoutData.remove(text);
        } else {
            withoutData.add(text);
        }
    }

    /** From now on. */
    public void answer(String text, Sample... samples) {
        answers.put(text, at -> List.of(samples));
    }

    public void answer(String text, Function<Instant, List<Sample>> by) {
        answers.put(text, by);
    }

    public void fail(String text, String message) {
        answers.put(text, at -> {
            throw new IllegalStateException(message);
        });
    }

    public static Sample sample(double value, String... labels) {
        return new Sample(Labels.of(labels), value);
    }
}
