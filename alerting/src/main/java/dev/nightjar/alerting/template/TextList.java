package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.value.GoObject;
import java.util.AbstractList;
import java.util.List;

/** A list of texts as a template's value. */
public final class TextList extends AbstractList<String> implements GoObject {
    private final List<String> texts;

    public TextList(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    @Override
    public String get(int index) {
        return texts.get(index);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public String type() {
        return "[]string";
    }
}
