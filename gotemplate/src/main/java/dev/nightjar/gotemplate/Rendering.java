package dev.nightjar.gotemplate;

import org.jspecify.annotations.Nullable;

/** The rendering of one template, as the functions see it that it calls. */
public interface Rendering<D> {
    /** What the host knows. */
    D data();

    /** The text of another template, by its name, about {@code dot}. Throws {@link TemplateException}. */
    String expand(String name, @Nullable Object dot);
}
