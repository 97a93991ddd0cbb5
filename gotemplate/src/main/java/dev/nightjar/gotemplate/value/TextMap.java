package dev.nightjar.gotemplate.value;

import java.util.Map;

/** A map of texts, which answers the empty text where it has nothing, as labels do. */
public interface TextMap extends GoObject {
    /** Empty where there is none of this name. */
    String text(String name);

    /** All of them; asked for only where one alone is not enough. */
    Map<String, String> texts();

    @Override
    default String type() {
        return "map[string]string";
    }
}
