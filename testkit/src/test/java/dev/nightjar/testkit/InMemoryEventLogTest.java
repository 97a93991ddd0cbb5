package dev.nightjar.testkit;

import dev.nightjar.model.event.EventLog;

class InMemoryEventLogTest extends EventLogContract {
    @Override
    protected EventLog emptyLog() {
        return new InMemoryEventLog();
    }
}
