package dev.nightjar.model;

import java.util.List;

/** Answers selections of exemplars. Thread-safe. */
public interface ExemplarReader {
    /** The exemplars in the range of the selected series, sorted by the series' labels; series without any are left out. */
    List<SeriesExemplars> exemplars(SeriesSelection selection);
}
