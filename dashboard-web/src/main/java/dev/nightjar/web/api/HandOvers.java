package dev.nightjar.web.api;

import dev.nightjar.alerting.oncall.HandOverWish;
import dev.nightjar.web.api.HandOverDocuments.HandOverDocument;
import java.util.List;

/** What people on call hand over to one another. Blocks; thread-safe. */
interface HandOvers {
    /** Active ones by their end, then pending ones by their beginning, then those that were over within a month. */
    List<HandOverDocument> all();

    HandOverDocument make(HandOverWish wish, String by);

    HandOverDocument end(String overrideId, String by);
}
