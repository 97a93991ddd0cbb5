package dev.nightjar.query.logql.template;

import java.time.Instant;
import java.util.Map;

/** The entry that a template is rendered for. */
public interface TemplateScope {
    /** The value of a label, empty where there is none. */
    String label(String name);

    /** All labels. */
    Map<String, String> labels();

    /** The line's text. */
    String line();

    Instant timestamp();

    /** The present. */
    Instant now();
}
