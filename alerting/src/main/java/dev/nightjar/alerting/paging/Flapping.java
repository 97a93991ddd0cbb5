package dev.nightjar.alerting.paging;

import java.time.Duration;

/** When an alert comes and goes: after the third page within an hour the page stays open until it is quiet, and says so. */
final class Flapping {
    static final Duration WITHIN = Duration.ofHours(1);
    static final Duration QUIET = Duration.ofMinutes(15);
    private static final int PAGES = 3;

    private Flapping() {}

    static boolean is(int pages) {
        return pages >= PAGES;
    }

    /** The description of the {@code pages}-th page within the time. */
    static String said(String description, int pages) {
        return is(pages)
                ? description + " It comes and goes: this is page " + pages
                        + " within an hour. It stays open until nothing has fired for " + QUIET.toMinutes() + " min."
                : description;
    }
}
