package dev.nightjar.web.api;

import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.api.HistoryDocuments.Preview;
import dev.nightjar.web.api.RouteDocuments.RouteExplanation;
import dev.nightjar.web.api.SilenceDocuments.SilenceDocument;
import java.util.List;

/** What receivers are told, and what holds that back. Blocks; thread-safe. */
interface Notices {
    /** Active ones by their end, then pending ones by their beginning, then those that were over within a month. */
    List<SilenceDocument> silences();

    /** What a silence with these matchers would hold back now, and would have held back. */
    Preview preview(List<Matcher> matchers);

    SilenceDocument save(SilenceWish wish);

    SilenceDocument expire(String silenceId, String by);

    NoticeDocuments.Notices notices();

    /** Whom an alert with these labels goes to, and why. */
    RouteExplanation route(Labels alert);
}
