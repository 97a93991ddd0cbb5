package dev.nightjar.web.api;

import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import java.util.List;

/** Nobody is told anything, and nothing is held back. */
final class TestingNotices implements Notices {
    @Override
    public List<SilenceDocuments.SilenceDocument> silences() {
        return List.of();
    }

    @Override
    public HistoryDocuments.Preview preview(List<Matcher> matchers) {
        return new HistoryDocuments.Preview(0, List.of(), 0, 0, 0, List.of());
    }

    @Override
    public SilenceDocuments.SilenceDocument save(SilenceWish wish) {
        throw new IllegalArgumentException("not here");
    }

    @Override
    public SilenceDocuments.SilenceDocument expire(String silenceId, String by) {
        throw new IllegalArgumentException("not here");
    }

    @Override
    public NoticeDocuments.Notices notices() {
        return new NoticeDocuments.Notices(false, List.of(), List.of());
    }

    @Override
    public RouteDocuments.RouteExplanation route(Labels alert) {
        return new RouteDocuments.RouteExplanation(false, List.of(), List.of(), List.of(), List.of());
    }
}
