package dev.nightjar.query.vector;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;

/** A label set with the metric's name as a label like others: {@code {__name__="up", job="node"}}. */
final class LabelText {
    private LabelText() {}

    static String of(Labels labels) {
        StringBuilder text = new StringBuilder("{");
        String separator = "";
        for (Label label : labels) {
            text.append(separator).append(label.name()).append("=\"");
            text.append(
                    label.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            text.append('"');
            separator = ", ";
        }
        return text.append('}').toString();
    }
}
