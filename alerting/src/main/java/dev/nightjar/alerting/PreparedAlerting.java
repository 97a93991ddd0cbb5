package dev.nightjar.alerting;

import dev.nightjar.alerting.notify.GroupBook;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.StoredEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Alerting that has read its definitions and nothing of the log yet. Who reads the log for several views tells it what
 * is there; what it was not told {@link #open} reads. Not thread-safe.
 */
public final class PreparedAlerting implements EventLog.Listener {
    final AlertingConfig config;
    final Definitions definitions;
    final EventLog log;
    final Expressions expressions;
    final SampleSink recorded;
    final InstantSource clock;
    final RandomGenerator random;
    final AlertingBooks books;

    PreparedAlerting(
            AlertingConfig config,
            EventLog log,
            Expressions expressions,
            SampleSink recorded,
            InstantSource clock,
            RandomGenerator random) {
        this.config = config;
        this.definitions = Definitions.read(config.definitions(), config.alertmanager(), expressions);
        this.log = log;
        this.expressions = expressions;
        this.recorded = recorded;
        this.clock = clock;
        this.random = random;
        GroupBook groups = new GroupBook(rule -> config.baseUrl() + "/alerts");
        groups.use(definitions.routing());
        this.books = new AlertingBooks(groups);
    }

    @Override
    public void appended(List<StoredEvent> events) {
        books.appended(events);
    }

    /** Goes on from where the log ends. */
    public Alerting open() {
        books.catchUp(log);
        return Alerting.resumed(this);
    }
}
