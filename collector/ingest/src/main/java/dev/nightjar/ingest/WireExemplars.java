package dev.nightjar.ingest;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;

/** Takes exemplars whose labels are as short as OpenMetrics wants them; others are counted, which fails no request. */
public final class WireExemplars {
    /** Characters of the names and values of all labels. */
    public static final int MOST_CHARACTERS = 128;

    private WireExemplars() {}

    public static void add(Labels labels, double value, long timestampMillis, BatchColumns to) {
        if (fits(labels)) {
            to.exemplar(new Exemplar(labels, value, timestampMillis));
        } else {
            to.droppedExemplar();
        }
    }

    /** Whether an exemplar may have these labels. */
    public static boolean fits(Labels labels) {
        int characters = 0;
        for (Label label : labels) {
            characters += label.name().codePointCount(0, label.name().length())
                    + label.value().codePointCount(0, label.value().length());
        }
        return characters <= MOST_CHARACTERS;
    }
}
