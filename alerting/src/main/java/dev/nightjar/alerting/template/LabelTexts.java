package dev.nightjar.alerting.template;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.nightjar.gotemplate.value.TextMap;
import java.util.Map;

/** Labels as a template's value. */
record LabelTexts(@JsonValue Map<String, String> texts) implements TextMap {
    @Override
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
