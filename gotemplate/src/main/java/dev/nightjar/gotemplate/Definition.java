package dev.nightjar.gotemplate;

import java.util.List;

/** A template with a name, and the text that it stands in. */
record Definition(String name, Source source, List<Part> parts) {
    /** One that says nothing may be defined again. */
    boolean isEmpty() {
        return parts.stream().allMatch(part -> part instanceof Part.Text(String text) && text.isBlank());
    }
}
