package dev.nightjar.postmortems;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.IncidentEvent;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.IncidentEvent.PageJoined;
import dev.nightjar.model.event.PageEvent.PageOpened;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives every page that wakes somebody its incident: the open one of its service, or a new one. A page has at most one,
 * whatever happens in between: which pages still lack one is read from the log, under the lock of all commands, and the
 * incident's name follows from the page's.
 */
final class IncidentOpener {
    private final EventLog log;
    private final LogView view;
    private final ReentrantLock commands;

    IncidentOpener(EventLog log, LogView view, ReentrantLock commands) {
        this.log = log;
        this.view = view;
        this.commands = commands;
    }

    /** How many pages got their incident. */
    int run() {
        commands.lock();
        try {
            List<PageOpened> pages = view.ask(books -> books.incidents().pagesWithoutIncident());
            for (PageOpened page : pages) {
                Optional<String> open = view.ask(books -> books.incidents().openIncidentOf(page.service()));
                IncidentEvent event = open.isPresent()
                        ? new PageJoined(page.at(), open.get(), page.pageId())
                        : new IncidentOpened(
                                page.at(),
                                Ids.incidentOfPage(page.pageId()),
                                page.pageId(),
                                page.service(),
                                page.summary(),
                                "");
                log.append(List.of(event));
            }
            return pages.size();
        } finally {
            commands.unlock();
        }
    }
}
