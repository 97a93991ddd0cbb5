package dev.nightjar.model;

import java.util.List;

/** The exemplars of one series, oldest first. */
public record SeriesExemplars(Labels series, List<Exemplar> exemplars) {
    public SeriesExemplars {
        exemplars = List.copyOf(exemplars);
    }
}
