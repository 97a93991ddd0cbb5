package dev.nightjar.postmortems.postmortem;

import dev.nightjar.model.event.PostmortemEvent;
import dev.nightjar.model.event.PostmortemEvent.ActionItemAdded;
import dev.nightjar.model.event.PostmortemEvent.ActionItemClosed;
import dev.nightjar.model.event.PostmortemEvent.PostmortemDrafted;
import dev.nightjar.model.event.PostmortemEvent.PostmortemEdited;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.postmortems.postmortem.Postmortem.ActionItem;
import dev.nightjar.postmortems.postmortem.Postmortem.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All postmortems: the view that the event log adds up to. Not thread-safe. */
public final class PostmortemBook {
    private final FrozenJson frozen = new FrozenJson();
    private final Map<String, History> postmortems = new LinkedHashMap<>();

    private static final class History {
        private final PostmortemDrafted draft;
        private final Map<Section, Text> sections = new EnumMap<>(Section.class);
        private final Map<String, ActionItem> actionItems = new LinkedHashMap<>();

        History(PostmortemDrafted draft) {
            this.draft = draft;
            draft.sections().forEach((name, text) -> edit(name, text, ""));
        }

        private void edit(String name, String text, String by) {
            Section.ofLabel(name).ifPresent(section -> sections.put(section, new Text(section, text, by)));
        }
    }

    public void apply(StoredEvent stored) {
        if (stored.event() instanceof PostmortemEvent event) {
            apply(event);
        }
    }

    private void apply(PostmortemEvent event) {
        if (event instanceof PostmortemDrafted draft) {
            postmortems.putIfAbsent(draft.postmortemId(), new History(draft));
            return;
        }
        History history = postmortems.get(event.postmortemId());
        if (history == null) {
            return;
        }
        switch (event) {
            case PostmortemDrafted again -> {}
            case PostmortemEdited edited -> history.edit(edited.section(), edited.text(), edited.by());
            case ActionItemAdded added ->
                history.actionItems.putIfAbsent(
                        added.actionItemId(),
                        new ActionItem(added.actionItemId(), added.text(), added.owner(), added.due(), ""));
            case ActionItemClosed closed ->
                history.actionItems.computeIfPresent(
                        closed.actionItemId(),
                        (id, item) -> item.closed()
                                ? item
                                : new ActionItem(id, item.text(), item.owner(), item.due(), closed.by()));
        }
    }

    /** Newest first. */
    public List<Postmortem> postmortems() {
        List<Postmortem> all = new ArrayList<>();
        for (History history : List.copyOf(postmortems.values()).reversed()) {
            all.add(view(history));
        }
        return all;
    }

    public Optional<Postmortem> postmortem(String postmortemId) {
        return Optional.ofNullable(postmortems.get(postmortemId)).map(this::view);
    }

    private Postmortem view(History history) {
        PostmortemDrafted draft = history.draft;
        FrozenJson.Header header = frozen.header(draft.frozen());
        return new Postmortem(
                draft.postmortemId(),
                draft.incidentId(),
                header.title(),
                header.service(),
                draft.at(),
                draft.by(),
                List.copyOf(history.sections.values()),
                frozen.measures(draft.frozen()),
                frozen.timeline(draft.frozen()),
                frozen.graphs(draft.frozen()),
                List.copyOf(history.actionItems.values()));
    }
}
