package dev.nightjar.postmortems.postmortem;

import java.util.Arrays;
import java.util.Optional;

/** The parts of a postmortem that people write, in the order they are read. */
public enum Section {
    SUMMARY("summary", "Summary"),
    IMPACT("impact", "Impact"),
    CAUSES("causes", "Causes and trigger"),
    DETECTION("detection", "Detection"),
    RESOLUTION("resolution", "Resolution"),
    WENT_WELL("went-well", "What went well"),
    WENT_WRONG("went-wrong", "What went wrong"),
    LUCKY("lucky", "Where we got lucky");

    private final String label;
    private final String title;

    Section(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /** Its name in events and JSON. */
    public String label() {
        return label;
    }

    public String title() {
        return title;
    }

    public static Optional<Section> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(section -> section.label.equals(label))
                .findFirst();
    }
}
