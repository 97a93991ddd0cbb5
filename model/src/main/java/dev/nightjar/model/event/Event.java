package dev.nightjar.model.event;

import java.time.Instant;

/** Something that happened. */
public sealed interface Event
        permits AlertEvent,
                PageEvent,
                NoticeEvent,
                SilenceEvent,
                OnCallEvent,
                IncidentEvent,
                ChangeEvent,
                PostmortemEvent,
                BudgetEvent,
                ActionEvent,
                AccessEvent,
                SignInEvent,
                SessionEvent {
    /** When it happened, which may be before it was recorded. */
    Instant at();
}
