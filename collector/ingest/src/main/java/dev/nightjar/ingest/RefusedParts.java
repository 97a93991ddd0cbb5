package dev.nightjar.ingest;

import dev.nightjar.model.Rejection;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a body of which nothing can be made, while the rest of it is stored.
 *
 * @see BatchColumns#refused
 */
final class RefusedParts {
    private final String code;
    private final String what;
    private int parts;
    private long items;
    private String first = "";

    /** @param what they are and what is wrong with all of them, to stand behind their number */
    RefusedParts(String code, String what) {
        this.code = code;
        this.what = what;
    }

    /** @param itemsInIt what is not stored for its sake, as {@link Rejection#items} counts */
    void add(String problem, long itemsInIt) {
        first = parts == 0 ? problem : first;
        parts++;
        items += itemsInIt;
    }

    private Rejection rejection() {
        return new Rejection(code, parts + " " + what + "; the first: " + first, items);
    }

    /** Those of {@code kinds} of which there are any. */
    static List<Rejection> of(RefusedParts... kinds) {
        List<Rejection> rejections = new ArrayList<>();
        for (RefusedParts kind : kinds) {
            if (kind.parts > 0) {
                rejections.add(kind.rejection());
            }
        }
        return List.copyOf(rejections);
    }
}
