package dev.nightjar.alerting.action;

import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.ActionEvent.ActionAttempted;
import dev.nightjar.model.event.ActionEvent.ActionQueued;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An action and how it stands.
 *
 * @param matchers as they are written
 */
public record ActionView(
        String name,
        String matchers,
        List<String> by,
        Duration cooldown,
        Optional<Duration> repeat,
        boolean dryRun,
        List<Standing> standings) {
    public ActionView {
        by = List.copyOf(by);
        standings = List.copyOf(standings);
    }

    /**
     * How it stands for one of the things it tells apart.
     *
     * @param firing whether its alerts fire
     * @param last when it was done last, or would have been
     * @param outcome of the last attempt, in words; empty while there was none
     * @param coolUntil until when it is not done again; empty: it may be done at once
     */
    public record Standing(
            Labels key, boolean firing, Optional<Instant> last, String outcome, Optional<Instant> coolUntil) {}

    /** All actions as they are defined now. */
    public static List<ActionView> all(ActionDesk desk, ActionBook book, Instant now) {
        List<ActionView> views = new ArrayList<>();
        for (Action action : desk.actions()) {
            List<Standing> standings = new ArrayList<>();
            book.spells().forEach((place, spell) -> {
                if (place.action().equals(action.name())) {
                    standings.add(standing(action, place.key(), spell, now));
                }
            });
            views.add(new ActionView(
                    action.name(),
                    MatcherText.of(action.matchers()),
                    action.by(),
                    action.cooldown(),
                    action.repeat(),
                    action.dryRun(),
                    standings));
        }
        return views;
    }

    private static Standing standing(Action action, Labels key, Spell spell, Instant now) {
        Optional<Instant> last = Optional.ofNullable(spell.last()).map(ActionQueued::at);
        return new Standing(
                key,
                spell.open(),
                last,
                Optional.ofNullable(spell.attempt()).map(ActionView::words).orElse(""),
                last.map(at -> at.plus(action.cooldown())).filter(at -> at.isAfter(now)));
    }

    private static String words(ActionAttempted attempt) {
        return attempt.outcome().name().toLowerCase(java.util.Locale.ROOT) + ": " + attempt.detail();
    }
}
