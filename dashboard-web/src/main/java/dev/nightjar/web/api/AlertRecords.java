package dev.nightjar.web.api;

import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.alerting.paging.NoiseReport;
import dev.nightjar.web.api.HistoryDocuments.History;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What is remembered of alerts and pages, and what people add to that. Blocks; thread-safe. */
interface AlertRecords {
    History history(HistoryQuestion question);

    /** What the pages since then were worth, by rule. */
    List<NoiseReport> noise(Instant since, ZoneId zone);

    void judge(String pageId, String by, boolean useful, String text);

    /** Takes a page for a time, after which others are called. */
    void acknowledge(String pageId, String by, Duration time);

    void release(String pageId, String by);
}
