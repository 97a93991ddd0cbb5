package dev.nightjar.model;

import java.util.Objects;

/** One name and value of a label set. An empty value means the label is absent. */
public record Label(String name, String value) {
    public Label {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
