package dev.nightjar.query.logql.template;

import java.util.Map;

/** An entry's labels as a value: read one by one, put together only where all are asked for. */
record LabelMap(TemplateScope scope) {
    Map<String, String> all() {
        return scope.labels();
    }

    @Override
    public String toString() {
        return GoPrint.plain(all());
    }
}
