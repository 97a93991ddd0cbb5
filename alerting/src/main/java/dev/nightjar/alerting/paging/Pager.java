package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.oncall.Contact;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.oncall.Policy;
import dev.nightjar.alerting.paging.Page.Subject;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.AlertJoined;
import dev.nightjar.model.event.PageEvent.Kind;
import dev.nightjar.model.event.PageEvent.NotificationQueued;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.PageEvent.PageReleased;
import dev.nightjar.model.event.PageEvent.PageResolved;
import dev.nightjar.model.event.PageEvent.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides what paging does next: reads the book, gives events, changes nothing that they do not. One page stands for all
 * alerts of a rule and service that fire together; in a storm, for more.
 */
public final class Pager {
    private static final String ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final PageBook book;
    private final Supplier<OnCall> onCall;
    private final RandomGenerator random;

    /** Since when the alerts of a flapping page are over; of the memory only, so a start begins anew. */
    private final Map<String, Instant> quietSince = new ConcurrentHashMap<>();

    public Pager(PageBook book, Supplier<OnCall> onCall, RandomGenerator random) {
        this.book = book;
        this.onCall = onCall;
        this.random = random;
    }

    /**
     * What follows from all that {@code rule} has firing: pages for alerts that nobody was called for, and the end of
     * those whose alerts are all over.
     *
     * @param firing what fires of {@code rule}
     * @param others services for which alerts of another rule fire that page
     */
    public List<PageEvent> follow(
            String rule, List<FiredAlert> firing, Function<String, Set<String>> others, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        Set<String> services = new HashSet<>();
        SequencedMap<Subject, List<FiredAlert>> fresh = new LinkedHashMap<>();
        for (FiredAlert alert : firing) {
            if (!alert.pages()) {
                continue;
            }
            services.add(alert.service());
            if (alert.isHeld()) {
                continue;
            }
            Optional<Page> newest = book.newest(alert.subject());
            if (newest.isPresent() && newest.get().state() != Page.State.RESOLVED) {
                join(newest.get(), alert, now).ifPresent(events::add);
            } else if (newest.isEmpty() || !wasClosedByPerson(newest.get(), alert)) {
                fresh.computeIfAbsent(alert.subject(), subject -> new ArrayList<>())
                        .add(alert);
            }
        }
        events.addAll(openAll(new ArrayList<>(fresh.values()), now));
        for (Page page : book.unresolved(rule)) {
            events.addAll(close(page, other -> other.equals(rule) ? services : others.apply(other), now));
        }
        return events;
    }

    /** The ends of pages whose alerts are all over, and have been for long enough. */
    public List<PageEvent> close(Function<String, Set<String>> firing, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        for (Page page : book.live()) {
            if (page.state() != Page.State.RESOLVED) {
                events.addAll(close(page, firing, now));
            }
        }
        return events;
    }

    private List<PageEvent> close(Page page, Function<String, Set<String>> firing, Instant now) {
        boolean fires = page.subjects().stream()
                .anyMatch(subject -> firing.apply(subject.rule()).contains(subject.service()));
        if (fires) {
            quietSince.remove(page.id());
            return List.of();
        }
        return isQuiet(page, now) ? resolve(page, "", now) : List.of();
    }

    /** A person said that it is over while it fired: it is not opened anew before it has been over. */
    private static boolean wasClosedByPerson(Page page, FiredAlert alert) {
        Instant closed = page.resolvedAt();
        return closed != null && !closed.isBefore(alert.firedAt());
    }

    private static Optional<PageEvent> join(Page page, FiredAlert alert, Instant now) {
        return page.alerts().contains(alert.labels())
                ? Optional.empty()
                : Optional.of(new AlertJoined(
                        now, page.id(), alert.rule(), alert.labels(), alert.service(), alert.summary()));
    }

    private List<PageEvent> openAll(List<List<FiredAlert>> fresh, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        SequencedMap<String, List<List<FiredAlert>>> byPolicy = new LinkedHashMap<>();
        for (List<FiredAlert> alerts : fresh) {
            byPolicy.computeIfAbsent(policyOf(alerts.getFirst()).name(), name -> new ArrayList<>())
                    .add(alerts);
        }
        byPolicy.forEach((policy, subjects) -> {
            List<Page> recent = Storm.recent(book.live(), policy, now);
            if (Storm.isOn(recent.size() + subjects.size())) {
                List<FiredAlert> all = subjects.stream().flatMap(List::stream).toList();
                boolean isOwn = recent.isEmpty() || Storm.isOn(subjects.size());
                events.addAll(isOwn ? open(all, now) : joinAll(recent.getLast(), all, now));
            } else {
                subjects.forEach(alerts -> events.addAll(open(alerts, now)));
            }
        });
        return events;
    }

    private static List<PageEvent> joinAll(Page page, List<FiredAlert> alerts, Instant now) {
        return alerts.stream()
                .map(alert -> join(page, alert, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private Policy policyOf(FiredAlert alert) {
        return alert.policy().isEmpty()
                ? onCall.get().policyOf(alert.service())
                : onCall.get().policy(alert.policy());
    }

    /** One page for all of {@code alerts}. */
    private List<PageEvent> open(List<FiredAlert> alerts, Instant now) {
        FiredAlert alert = alerts.getFirst();
        int before = book.openedSince(alert.subject(), now.minus(Flapping.WITHIN));
        PageOpened opened = new PageOpened(
                now,
                newId(),
                alert.rule(),
                alert.labels(),
                alert.service(),
                Severity.PAGE,
                summary(alerts),
                Flapping.said(alert.description(), before + 1),
                alert.annotations(),
                alert.activeAt(),
                policyOf(alert).name(),
                alert.query(),
                alert.value());
        List<PageEvent> events = new ArrayList<>();
        events.add(opened);
        Page page = Page.of(opened);
        alerts.stream().skip(1).forEach(other -> join(page, other, now).ifPresent(events::add));
        events.addAll(escalate(page, now));
        return events;
    }

    private static String summary(List<FiredAlert> alerts) {
        return alerts.size() == 1
                ? alerts.getFirst().summary()
                : PageTitle.of(
                        alerts.stream().map(FiredAlert::labels).toList(),
                        alerts.stream().map(FiredAlert::summary).toList());
    }

    /** Whether a page whose alerts are over may be closed: one that comes and goes has to stay away for a while. */
    private boolean isQuiet(Page page, Instant now) {
        Subject subject = new Subject(page.opened().rule(), page.opened().service());
        if (!Flapping.is(book.openedSince(subject, page.opened().at().minus(Flapping.WITHIN)))) {
            return true;
        }
        Instant since = quietSince.computeIfAbsent(page.id(), id -> now);
        return !since.plus(Flapping.QUIET).isAfter(now);
    }

    /** The next step of the page's policy, now; nothing when there is none left. */
    public List<PageEvent> escalate(Page page, Instant now) {
        Policy policy = onCall.get().policy(page.opened().policy());
        int number =
                page.escalations().isEmpty() ? 0 : page.escalations().getLast().step() + 1;
        return number >= policy.stepCount() ? List.of() : step(page, number, now);
    }

    private List<PageEvent> step(Page page, int number, Instant now) {
        OnCall present = onCall.get();
        Policy policy = present.policy(page.opened().policy());
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

    /** Nobody has it any more: the next are called, and after the last the first again. */
    public List<PageEvent> release(Page page, String by, Instant now) {
        List<PageEvent> events = new ArrayList<>();
        PageReleased released = new PageReleased(now, page.id(), by);
        events.add(released);
        Page open = page.after(released);
        List<PageEvent> next = escalate(open, now);
        events.addAll(next.isEmpty() ? step(open, 0, now) : next);
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
            Instant until = page.acknowledgedUntil();
            if (page.state() == Page.State.ACKNOWLEDGED && until != null && !until.isAfter(now)) {
                events.addAll(release(page, "", now));
            } else if (next != null && !next.isAfter(now)) {
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
