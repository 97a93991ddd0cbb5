package dev.nightjar.alerting.template;

import java.util.List;

/** Answers what templates ask with {@code query}, at the time their rule is evaluated for. */
@FunctionalInterface
public interface TemplateQueries {
    /** Answers nothing but why. */
    TemplateQueries NONE = text -> {
        throw new IllegalStateException("there is no data to query here");
    };

    /** The instant vector. Any exception becomes the template's error text. */
    List<QueriedSample> ask(String text);
}
