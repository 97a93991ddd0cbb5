package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.paging.Page.Subject;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.AlertJoined;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pages, as the events say. Thread-safe. */
public final class PageBook {
    private final Map<String, Page> pages = new LinkedHashMap<>();

    /** Those of {@link #pages} that time can still change, so that a year of pages costs nothing each second. */
    private final Map<String, Page> live = new LinkedHashMap<>();

    /** The newest pages of a rule and service, newest last, as many as it takes to see that they come and go. */
    private final Map<Subject, Deque<String>> recent = new HashMap<>();

    private static final int RECENT = 10;

    public synchronized void apply(PageEvent event) {
        Page before = pages.get(event.pageId());
        if (before == null && !(event instanceof PageOpened)) {
            return;
        }
        Page after = before == null ? Page.of((PageOpened) event) : before.after(event);
        pages.put(after.id(), after);
        switch (event) {
            case PageOpened opened -> remember(new Subject(opened.rule(), opened.service()), opened.pageId());
            case AlertJoined joined -> remember(new Subject(joined.rule(), joined.service()), joined.pageId());
            case PageEvent other -> {}
        }
        if (after.isLive()) {
            live.put(after.id(), after);
        } else {
            live.remove(after.id());
        }
    }

    /** Newest first. */
    public synchronized List<Page> newestFirst() {
        return new ArrayList<>(pages.values()).reversed();
    }

    public synchronized Optional<Page> page(String id) {
        return Optional.ofNullable(pages.get(id));
    }

    synchronized List<Page> live() {
        return List.copyOf(live.values());
    }

    private void remember(Subject subject, String pageId) {
        Deque<String> ids = recent.computeIfAbsent(subject, key -> new ArrayDeque<>());
        if (!pageId.equals(ids.peekLast())) {
            ids.addLast(pageId);
        }
        if (ids.size() > RECENT) {
            ids.removeFirst();
        }
    }

    /** The newest page of a rule and service. */
    synchronized Optional<Page> newest(Subject subject) {
        Deque<String> ids = recent.get(subject);
        return ids == null ? Optional.empty() : page(ids.getLast());
    }

    /** How many pages of a rule and service were opened after {@code since}, ten at most. */
    synchronized int openedSince(Subject subject, Instant since) {
        return (int) recent.getOrDefault(subject, new ArrayDeque<>()).stream()
                .map(pages::get)
                .filter(page -> page != null && page.opened().at().isAfter(since))
                .count();
    }

    /** The pages of a rule that nobody and nothing has resolved. */
    List<Page> unresolved(String rule) {
        return live().stream()
                .filter(page -> page.state() != Page.State.RESOLVED)
                .filter(page -> page.subjects().stream()
                        .anyMatch(subject -> subject.rule().equals(rule)))
                .toList();
    }

    /** The unresolved page that alerts of {@code rule} and {@code service} belong to. */
    public Optional<Page> unresolved(String rule, String service) {
        return newest(new Subject(rule, service)).filter(page -> page.state() != Page.State.RESOLVED);
    }
}
