package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.AccessEvent;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.BudgetEvent;
import dev.nightjar.model.event.ChangeEvent;
import dev.nightjar.model.event.IncidentEvent;
import dev.nightjar.model.event.IncidentEvent.IncidentOpened;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.PostmortemEvent;
import dev.nightjar.model.event.PostmortemEvent.PostmortemDrafted;
import dev.nightjar.model.event.SessionEvent;
import dev.nightjar.model.event.SignInEvent;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.postmortems.change.ChangeBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All incidents: the view that the event log adds up to. Not thread-safe. */
public final class IncidentBook {
    private final ChangeBook changes;
    private final Map<String, IncidentHistory> incidents = new LinkedHashMap<>();
    private final Map<String, PageHistory> pages = new HashMap<>();
    private final Map<String, String> incidentOfPage = new HashMap<>();

    /** Pages that wake people and that no incident has taken yet, in order. */
    private final Map<String, PageOpened> unassigned = new LinkedHashMap<>();

    /** Alerts that are pending or firing. */
    private final Map<AlertKey, AlertEpisode> alerts = new HashMap<>();

    public IncidentBook(ChangeBook changes) {
        this.changes = changes;
    }

    public void apply(StoredEvent stored) {
        switch (stored.event()) {
            case AlertEvent event -> applyAlert(event, stored.offset());
            case PageEvent event -> applyPage(event, stored.offset());
            case IncidentEvent event -> applyIncident(event, stored.offset());
            case PostmortemEvent event -> {
                if (event instanceof PostmortemDrafted drafted) {
                    IncidentHistory incident = incidents.get(drafted.incidentId());
                    if (incident != null) {
                        incident.postmortemId = drafted.postmortemId();
                    }
                }
            }
            case ChangeEvent event -> {}
            case BudgetEvent event -> {}
            case NoticeEvent event -> {}
            case SilenceEvent event -> {}
            case OnCallEvent event -> {}
            case ActionEvent event -> {}
            case AccessEvent event -> {}
            case SignInEvent event -> {}
            case SessionEvent event -> {}
        }
    }

    private void applyAlert(AlertEvent event, long offset) {
        switch (event) {
            case AlertTransitioned transition -> {
                AlertKey key = new AlertKey(transition.rule(), transition.labels());
                AlertEpisode episode = alerts.computeIfAbsent(key, absent -> new AlertEpisode());
                episode.apply(transition, offset);
                if (transition.to() == AlertEvent.State.INACTIVE) {
                    alerts.remove(key);
                }
            }
            case AlertEvent.EvaluationCheckpoint checkpoint -> {}
        }
    }

    private void applyPage(PageEvent event, long offset) {
        if (event instanceof PageOpened opened && !pages.containsKey(opened.pageId())) {
            AlertEpisode alert = alerts.computeIfAbsent(
                    new AlertKey(opened.rule(), opened.alertLabels()), absent -> new AlertEpisode());
            pages.put(opened.pageId(), new PageHistory(opened, offset, alert));
            if (opened.severity() == PageEvent.Severity.PAGE && !incidentOfPage.containsKey(opened.pageId())) {
                unassigned.put(opened.pageId(), opened);
            }
        } else {
            PageHistory page = pages.get(event.pageId());
            if (page != null) {
                page.apply(event, offset);
            }
        }
    }

    private void applyIncident(IncidentEvent event, long offset) {
        IncidentHistory incident = incidents.get(event.incidentId());
        if (incident != null) {
            incident.apply(event, offset);
        } else if (event instanceof IncidentOpened opened) {
            incident = new IncidentHistory(opened, offset);
            incidents.put(opened.incidentId(), incident);
        } else {
            return;
        }
        for (String pageId : incident.pageIds) {
            incidentOfPage.put(pageId, event.incidentId());
            unassigned.remove(pageId);
        }
    }

    /** Newest first. */
    public List<Incident> incidents() {
        List<Incident> all = new ArrayList<>();
        for (IncidentHistory incident : List.copyOf(incidents.values()).reversed()) {
            all.add(view(incident));
        }
        return all;
    }

    public Optional<Incident> incident(String incidentId) {
        return Optional.ofNullable(incidents.get(incidentId)).map(this::view);
    }

    /** The newest incident of {@code service} that is not resolved. */
    public Optional<String> openIncidentOf(String service) {
        String open = null;
        for (Map.Entry<String, IncidentHistory> each : incidents.entrySet()) {
            if (each.getValue().resolved == null
                    && each.getValue().opened.service().equals(service)) {
                open = each.getKey();
            }
        }
        return Optional.ofNullable(open);
    }

    public Optional<String> incidentOfPage(String pageId) {
        return Optional.ofNullable(incidentOfPage.get(pageId));
    }

    /** Pages that should belong to an incident and do not yet, oldest first. */
    public List<PageOpened> pagesWithoutIncident() {
        return List.copyOf(unassigned.values());
    }

    private Incident view(IncidentHistory incident) {
        List<PageHistory> pagesOfIt = new ArrayList<>();
        for (String pageId : incident.pageIds) {
            PageHistory page = pages.get(pageId);
            if (page != null) {
                pagesOfIt.add(page);
            }
        }
        return new IncidentJoin(incident, pagesOfIt, changes).incident();
    }
}
