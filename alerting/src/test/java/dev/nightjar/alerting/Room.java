package dev.nightjar.alerting;

import dev.nightjar.alerting.paging.EmailSettings;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** An alerting whose time a test drives, second by second, and which can be killed at any of them. */
final class Room {
    static final Instant START = Instant.parse("2026-11-21T02:41:00Z");

    static final String RULES = """
            groups:
              - name: g
                interval: 10s
                rules:
                  - alert: Slow
                    expr: latency > 1
                    for: 30s
                    labels: {severity: page}
                    annotations:
                      summary: "{{ $labels.service }} is slow"
                      description: "A request takes {{ $value }} s."
            """;

    /** Of the service checkout: 99 % of what {@code total} counts is not counted by {@code bad}. */
    static final String OBJECTIVE = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop}
            spec:
              service: checkout
              indicator:
                spec:
                  ratioMetric:
                    counter: true
                    bad: {metricSource: {spec: {query: 'sum(rate(bad[{{.window}}]))'}}}
                    total: {metricSource: {spec: {query: 'sum(rate(total[{{.window}}]))'}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              objectives: [{target: 0.99}]
            """;

    final TestingClock clock = new TestingClock(START);
    final TestingExpressions expressions = new TestingExpressions();
    final InMemorySeriesStore series = new InMemorySeriesStore();
    final Path folder;
    EventLog log = new InMemoryEventLog();
    AlertingConfig config;
    Alerting alerting;

    Room(Path folder, String rules, String onCall) {
        this.folder = folder;
        write("rules/r.yml", rules);
        write("oncall.yml", onCall);
        config = AlertingConfig.DEFAULTS
                .withDefinitions(folder)
                .withBaseUrl("http://nightjar.example:7300")
                .withSettle(Duration.ZERO);
        alerting = open();
    }

    /** One with no rules, in which ana is on call and an objective is watched. */
    static Room watching(Path folder, String slo) {
        Room room = new Room(
                folder,
                "groups: []\n",
                "people: {ana: {contacts: [{inbox: }]}}\npolicies: {p: {steps: [{notify: [ana], delay: 1m}]}}\ndefault: p\n");
        room.write("slos/slo.yml", slo);
        if (!(room.alerting.reload() instanceof ReloadResult.Applied)) {
            throw new IllegalStateException("the objective is not valid: " + slo);
        }
        return room;
    }

    Alerting open() {
        return Alerting.prepare(config, log, expressions, series, clock, new SplittableRandom(7))
                .open();
    }

    void write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void useMail(int port) {
        config = config.withEmail(new EmailSettings("127.0.0.1", port, "nightjar@example.org", "", ""));
        alerting = open();
    }

    /** Lets time pass, with everything that is due in it. */
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerting.evaluate(clock.instant());
            alerting.deliver(clock.instant());
        }
    }

    /** Time passes and nothing is sent. */
    void evaluateOnly(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            alerting.evaluate(clock.instant());
        }
    }

    /** As kill -9 would: nothing is closed, another begins with what the log holds. */
    void killAndStart(int secondsLater) {
        clock.advance(Duration.ofSeconds(secondsLater));
        alerting = open();
    }

    <E extends Event> List<E> events(Class<E> type) {
        return log.readAfter(0, Integer.MAX_VALUE).stream()
                .map(stored -> stored.event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
