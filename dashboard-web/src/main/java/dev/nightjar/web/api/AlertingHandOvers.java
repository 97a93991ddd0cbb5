package dev.nightjar.web.api;

import dev.nightjar.alerting.OnCallDesk;
import dev.nightjar.alerting.oncall.HandOver;
import dev.nightjar.alerting.oncall.HandOverResult;
import dev.nightjar.alerting.oncall.HandOverWish;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.web.api.HandOverDocuments.HandOverDocument;
import dev.nightjar.web.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** {@link HandOvers} by the alert engine. */
final class AlertingHandOvers implements HandOvers {
    /** What is over for longer is in the calendar and in the history only. */
    private static final Duration SHOWN = Duration.ofDays(30);

    private final OnCallDesk desk;
    private final InstantSource clock;

    AlertingHandOvers(OnCallDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public List<HandOverDocument> all() {
        Instant now = clock.instant();
        OnCall people = desk.people();
        return desk.handOvers().stream()
                .filter(each -> each.end().plus(SHOWN).isAfter(now))
                .sorted(order(now))
                .map(each -> HandOverDocuments.of(each, people, now))
                .toList();
    }

    private static Comparator<HandOver> order(Instant now) {
        return Comparator.comparingInt((HandOver each) -> switch (each.state(now)) {
                    case ACTIVE -> 0;
                    case PENDING -> 1;
                    case OVER -> 2;
                })
                .thenComparingLong(each -> switch (each.state(now)) {
                    case ACTIVE -> each.end().toEpochMilli();
                    case PENDING -> each.from().toEpochMilli();
                    case OVER -> -each.end().toEpochMilli();
                });
    }

    @Override
    public HandOverDocument make(HandOverWish wish, String by) {
        return document(desk.handOver(wish, by));
    }

    @Override
    public HandOverDocument end(String overrideId, String by) {
        return document(desk.end(overrideId, by));
    }

    private HandOverDocument document(HandOverResult result) {
        return switch (result) {
            case HandOverResult.Done done -> HandOverDocuments.of(done.handOver(), desk.people(), clock.instant());
            case HandOverResult.Invalid invalid ->
                throw new HttpProblem(400, invalid.problem(), "body", invalid.advice());
            case HandOverResult.Taken taken ->
                throw new HttpProblem(
                        409,
                        "overrideId: \"" + taken.other().id() + "\" is that of another override, of "
                                + taken.other().rotation() + " by "
                                + taken.other().by(),
                        "body",
                        "choose another, or leave it out");
            case HandOverResult.Unknown unknown ->
                throw HttpProblem.notFound(
                        "there is no override \"" + unknown.id() + "\"",
                        "GET /nightjar/v1/oncall/overrides lists them; those in oncall.yml are ended there");
        };
    }
}
