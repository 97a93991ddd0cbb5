package dev.nightjar.web.prometheus;

/** The documents of {@code rules} and {@code alerts}, as the API has them: objects that Jackson can write. */
public interface RuleDocuments {
    /** {@code {"groups": [{"name", "file", "interval", "rules": […]}]}}. */
    Object rules();

    /** {@code {"alerts": [{"labels", "annotations", "state", "activeAt", "value"}]}}. */
    Object alerts();
}
