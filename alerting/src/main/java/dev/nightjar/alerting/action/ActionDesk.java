package dev.nightjar.alerting.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.action.ActionBook.Place;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.alerting.template.TemplateData;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.ActionEvent.ActionAttempted;
import dev.nightjar.model.event.ActionEvent.ActionHeld;
import dev.nightjar.model.event.ActionEvent.ActionOver;
import dev.nightjar.model.event.ActionEvent.ActionQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import dev.nightjar.model.event.PageEvent.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides what is done: reads the book, gives events, changes nothing that they do not. An action is done once in each
 * spell in which its alerts fire, or again and again where it says so, and never within its cool-down; a spell that
 * begins within it is acted upon when it is over, if it still goes on then.
 */
public final class ActionDesk {
    private final ActionBook book;
    private final RandomGenerator random;
    private final String baseUrl;
    private volatile List<Action> actions = List.of();

    /** @param random gives ids */
    public ActionDesk(ActionBook book, RandomGenerator random, String baseUrl) {
        this.book = book;
        this.random = random;
        this.baseUrl = baseUrl;
    }

    public void use(List<Action> defined) {
        actions = List.copyOf(defined);
    }

    List<Action> actions() {
        return actions;
    }

    Optional<Action> action(String name) {
        return actions.stream().filter(action -> action.name().equals(name)).findFirst();
    }

    /** @param firing alerts that fire and that nothing holds back */
    public List<ActionEvent> due(List<Shown> firing, Instant now) {
        Map<Place, List<Shown>> wanted = new LinkedHashMap<>();
        for (Action action : actions) {
            for (Shown alert : firing) {
                if (action.isFor(alert.labels())) {
                    wanted.computeIfAbsent(
                                    new Place(action.name(), action.key(alert.labels())), place -> new ArrayList<>())
                            .add(alert);
                }
            }
        }
        List<ActionEvent> events = new ArrayList<>();
        book.spells().forEach((place, spell) -> {
            if (spell.open() && !wanted.containsKey(place)) {
                events.add(new ActionOver(now, place.action(), place.key()));
            }
        });
        wanted.forEach((place, alerts) -> decide(place, alerts, now, events));
        return events;
    }

    private void decide(Place place, List<Shown> alerts, Instant now, List<ActionEvent> to) {
        Action action = action(place.action()).orElseThrow();
        Spell spell = book.spell(place);
        ActionQueued last = spell.last();
        Instant free = last == null ? now : last.at().plus(action.cooldown());
        boolean cool = !free.isAfter(now);
        if (spell.open() && spell.acted()) {
            boolean again = last != null
                    && action.repeat().isPresent()
                    && !last.at().plus(action.repeat().get()).isAfter(now);
            if (again && cool) {
                queue(action, place, alerts, "repeat", now, to);
            }
        } else if (cool) {
            queue(action, place, alerts, spell.open() ? "after the cool-down" : "first", now, to);
        } else if (!spell.open()) {
            to.add(new ActionHeld(now, place.action(), place.key(), free));
        }
    }

    private void queue(
            Action action, Place place, List<Shown> alerts, String reason, Instant now, List<ActionEvent> to) {
        String id = "a" + Long.toUnsignedString(random.nextLong(), 36);
        String body = action.body()
                .map(template -> expanded(
                        template,
                        Labels.common(alerts.stream().map(Shown::labels).toList()),
                        now))
                .orElseGet(() -> json(action, id, place.key(), alerts, reason, now));
        to.add(new ActionQueued(now, id, action.name(), place.key(), reason, action.dryRun(), body, alerts));
        if (action.dryRun()) {
            to.add(new ActionAttempted(now, id, 1, Outcome.ACCEPTED, "dry run: nothing was sent", null));
        }
    }

    private String expanded(Template template, Labels labels, Instant now) {
        TemplateData data = TemplateData.of(labels, "", baseUrl);
        return template.expand(new TemplateData(
                data.labels(), data.value(), data.externalLabels(), data.externalUrl(), data.queries(), now));
    }

    private static String json(Action action, String id, Labels key, List<Shown> alerts, String reason, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("action", action.name()).put("id", id).put("reason", reason).put("at", now.toString());
        body.set("key", object(key.toMap()));
        ArrayNode shown = body.putArray("alerts");
        for (Shown alert : alerts) {
            ObjectNode one = shown.addObject();
            one.set("labels", object(alert.labels().toMap()));
            one.set("annotations", object(alert.annotations()));
            one.put("startsAt", alert.startsAt().toString());
        }
        return body + "\n";
    }

    private static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return object;
    }
}
