package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Expressions whose results a test sets by text. Text that was not set gives an empty vector; {@code !} is no expression. */
public final class TestingExpressions implements Expressions {
    private final Map<String, Function<Instant, List<Sample>>> answers = new ConcurrentHashMap<>();

    @Override
    public Expression prepare(String text) {
        int wrong = text.indexOf('!');
        if (wrong >= 0) {
            throw new InvalidExpressionException("unexpected \"!\"", wrong);
        }
        return at -> answers.getOrDefault(text, time -> List.of()).apply(at);
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
