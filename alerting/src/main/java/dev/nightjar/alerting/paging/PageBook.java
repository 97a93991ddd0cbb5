package dev.nightjar.alerting.paging;

import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pages, as the events say. Thread-safe. */
public final class PageBook {
    private final Map<String, Page> pages = new LinkedHashMap<>();

    /** Those of {@link #pages} that time can still change, so that a year of pages costs nothing each second. */
    private final Map<String, Page> live = new LinkedHashMap<>();

    public synchronized void apply(PageEvent event) {
        Page before = pages.get(event.pageId());
        if (before == null && !(event instanceof PageOpened)) {
            return;
        }
        Page after = before == null ? Page.of((PageOpened) event) : before.after(event);
        pages.put(after.id(), after);
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

    /** The pages of a rule that nobody and nothing has resolved. */
    List<Page> unresolved(String rule) {
        return live().stream()
                .filter(page -> page.state() != Page.State.RESOLVED)
                .filter(page -> page.opened().rule().equals(rule))
                .toList();
    }

    /** The unresolved page that alerts of {@code rule} and {@code service} belong to. */
    public Optional<Page> unresolved(String rule, String service) {
        return unresolved(rule).stream()
                .filter(page -> page.opened().service().equals(service))
                .findFirst();
    }
}
