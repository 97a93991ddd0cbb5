package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.value.TextMap;
import java.util.Map;

/** An entry's labels as a value: read one by one, put together only where all are asked for. */
record LabelMap(TemplateScope scope) implements TextMap {
    @Override
    public String text(String name) {
        return scope.label(name);
    }

    @Override
    public Map<String, String> texts() {
        return scope.labels();
    }
}
