package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.oncall.Contact;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.oncall.Policy;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.Kind;
import dev.nightjar.model.event.PageEvent.NotificationQueued;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.PageEvent.PageResolved;
import dev.nightjar.model.event.PageEvent.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides what paging does next: reads the book, gives events, changes nothing. One page stands for all alerts of a rule
 * and service that fire together.
 */
public final class Pager {
    private static final String ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final PageBook book;
    private final Supplier<OnCall> onCall;
    private final RandomGenerator random;

    public Pager(PageBook book, Supplier<OnCall> onCall, RandomGenerator random) {
        this.book = book;
        this.onCall = onCall;
        this.random = random;
    }

    /**
     * What follows from one evaluation of {@code rule}: pages for the alerts that just began to fire, and the end of
     * those whose alerts are all over.
     */
    public List<PageEvent> follow(String rule, List<FiredAlert> begun, List<FiredAlert> firing, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        Set<String> opened = new HashSet<>();
        for (FiredAlert alert : begun) {
            boolean isNew = book.unresolved(rule, alert.service()).isEmpty();
            if (alert.pages() && isNew && opened.add(alert.service())) {
                events.addAll(open(alert, now));
            }
        }
        for (Page page : book.unresolved(rule)) {
            boolean fires = firing.stream()
                    .anyMatch(alert -> alert.pages()
                            && alert.service().equals(page.opened().service()));
            if (!fires) {
                events.addAll(resolve(page, "", now));
            }
        }
        return events;
    }

    private List<PageEvent> open(FiredAlert alert, Instant now) {
        Policy policy = onCall.get().policyOf(alert.service());
        PageOpened opened = new PageOpened(
                now,
                newId(),
                alert.rule(),
                alert.labels(),
                alert.service(),
                Severity.PAGE,
                alert.summary(),
                alert.description(),
                alert.annotations(),
                alert.activeAt(),
                policy.name(),
                alert.query(),
                alert.value());
        List<PageEvent> events = new ArrayList<>();
        events.add(opened);
        events.addAll(escalate(Page.of(opened), now));
        return events;
    }

    /** The next step of the page's policy, now; nothing when there is none left. */
    public List<PageEvent> escalate(Page page, Instant now) {
        OnCall present = onCall.get();
        Policy policy = present.policy(page.opened().policy());
        int number =
                page.escalations().isEmpty() ? 0 : page.escalations().getLast().step() + 1;
        if (number >= policy.stepCount()) {
            return List.of();
        }
        Policy.Step step = policy.step(number);
        List<Person> called = present.called(step, now);
        boolean last = number + 1 >= policy.stepCount();
        List<PageEvent> events = new ArrayList<>();
        events.add(new PageEscalated(
                now,
                page.id(),
                number,
                called.stream().map(Person::id).toList(),
                last ? null : now.plus(step.delay())));
        int queued = page.deliveries().size();
        for (Person person : called) {
            for (Contact contact : person.contacts()) {
                if (contact.fallback() == null) {
                    events.add(queue(page, ++queued, Kind.TRIGGER, person.id(), contact, number, now));
                }
            }
        }
        return events;
    }

    /** The page is over, and everybody who was told of it will be told so. */
    public List<PageEvent> resolve(Page page, String by, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        events.add(new PageResolved(now, page.id(), by));
        Set<String> told = new HashSet<>();
        int queued = page.deliveries().size();
        for (Delivery delivery : page.deliveries()) {
            if (delivery.reached(Kind.TRIGGER)
                    && told.add(delivery.person() + ' ' + delivery.channel() + ' ' + delivery.address())) {
                events.add(resolveOf(page, ++queued, delivery, now));
            }
        }
        return events;
    }

    /** The resolve that follows {@code trigger} on the same way. */
    NotificationQueued resolveOf(Page page, int number, Delivery trigger, Instant now) {
        return new NotificationQueued(
                now,
                page.id(),
                notificationId(page, number),
                Kind.RESOLVE,
                trigger.person(),
                trigger.channel(),
                trigger.address(),
                trigger.step());
    }

    /** What time alone brings: steps whose moment has come, and the next channel where one did not get through. */
    public List<PageEvent> due(Instant now) {
        List<PageEvent> events = new ArrayList<>();
        for (Page page : book.live()) {
            Instant next = page.nextStepAt();
            if (next != null && !next.isAfter(now)) {
                events.addAll(escalate(page, now));
            } else if (page.state() == Page.State.OPEN) {
                events.addAll(fallBack(page, now));
            }
        }
        return events;
    }

    private List<PageEvent> fallBack(Page page, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        int queued = page.deliveries().size();
        for (PageEscalated step : page.escalations()) {
            for (String id : step.people()) {
                List<Contact> contacts =
                        onCall.get().person(id).map(Person::contacts).orElse(List.of());
                for (int i = 0; i < contacts.size(); i++) {
                    Contact contact = contacts.get(i);
                    if (needed(page, step, id, contacts.subList(0, i), contact, now)) {
                        events.add(queue(page, ++queued, Kind.TRIGGER, id, contact, step.step(), now));
                        break;
                    }
                }
            }
        }
        return events;
    }

    private static boolean needed(
            Page page, PageEscalated step, String person, List<Contact> earlier, Contact contact, Instant now) {
        Duration fallback = contact.fallback();
        if (fallback == null || !sent(page, step, person, List.of(contact)).isEmpty()) {
            return false;
        }
        List<Delivery> before = sent(
                page,
                step,
                person,
                earlier.stream()
                        .filter(other -> other.channel() != Contact.Channel.INBOX)
                        .toList());
        boolean reached = before.stream().anyMatch(delivery -> delivery.state() == Delivery.State.ACCEPTED);
        boolean failed = before.stream().allMatch(delivery -> delivery.state() == Delivery.State.FAILED);
        boolean late = before.stream()
                .noneMatch(delivery -> delivery.queuedAt().plus(fallback).isAfter(now));
        return !reached && (failed || late);
    }

    private static List<Delivery> sent(Page page, PageEscalated step, String person, List<Contact> over) {
        return page.deliveries().stream()
                .filter(delivery -> delivery.kind() == Kind.TRIGGER
                        && delivery.step() == step.step()
                        && delivery.person().equals(person))
                .filter(delivery -> over.stream()
                        .anyMatch(contact -> contact.channel().word().equals(delivery.channel())
                                && contact.address().equals(delivery.address())))
                .toList();
    }

    private static NotificationQueued queue(
            Page page, int number, Kind kind, String person, Contact contact, int step, Instant now) {
        return new NotificationQueued(
                now,
                page.id(),
                notificationId(page, number),
                kind,
                person,
                contact.channel().word(),
                contact.address(),
                step);
    }

    /** The same for every attempt, so that a receiver knows a repetition. */
    private static String notificationId(Page page, int number) {
        return page.id() + "-" + number;
    }

    private String newId() {
        StringBuilder id = new StringBuilder("p");
        for (int i = 0; i < 11; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return book.page(id.toString()).isPresent() ? newId() : id.toString();
    }
}
