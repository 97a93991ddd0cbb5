package dev.nightjar.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.AlertingConfig;
import dev.nightjar.alerting.ReloadResult;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.model.Labels;
import dev.nightjar.model.sender.SenderReader;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.model.target.TargetReader;
import dev.nightjar.postmortems.LogView;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.postmortems.PostmortemsConfig;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.InMemoryLogPatterns;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate.Trust;
import dev.nightjar.web.access.Origins;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.TokenBook;
import dev.nightjar.web.access.User;
import dev.nightjar.web.api.NightjarApi;
import dev.nightjar.web.http.TestingServer;
import dev.nightjar.web.loki.TestingLogAdmin;
import dev.nightjar.web.prometheus.ProgramFacts;
import dev.nightjar.web.prometheus.ReloadState;
import dev.nightjar.web.prometheus.ShownConfiguration;
import dev.nightjar.web.prometheus.TestingProcess;
import dev.nightjar.web.prometheus.TestingSeriesAdmin;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Everything real behind the face, but the stores in memory. */
final class WebStage implements AutoCloseable {
    static final String RULES = """
        groups:
          - name: shop
            interval: 10s
            rules:
              - record: service:errors:ratio
                expr: errors
              - alert: TooManyErrors
                expr: errors > 0.05
                labels:
                  severity: page
                annotations:
                  summary: "{{ $labels.service }} fails"
                  runbook_url: https://runbooks.example/errors
        """;

    private static final ProgramFacts PROGRAM = new ProgramFacts(
            "0.1.0",
            Instant.EPOCH,
            Path.of("/srv"),
            "host",
            "30d",
            Map.of(),
            new ShownConfiguration(() -> "", () -> "", () -> ""),
            () -> Labels.EMPTY,
            () -> new ReloadState(Instant.EPOCH, List.of()),
            List::of,
            new TestingProcess());

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1));
    private final Alerting alerting;
    private final Postmortems postmortems;
    private final WebRoutes web;
    private final TestingServer server;

    /** @param definitions an empty folder for what is defined */
    WebStage(Path definitions) throws IOException {
        Files.createDirectories(definitions.resolve("rules"));
        Files.writeString(definitions.resolve("rules/shop.yml"), RULES);
        PromQl promQl = new PromQl(series, clock);
        alerting = Alerting.prepare(
                        AlertingConfig.DEFAULTS.withDefinitions(definitions).withSettle(Duration.ZERO),
                        events,
                        expressions(promQl),
                        series,
                        clock,
                        new Random(1))
                .open();
        postmortems = Postmortems.open(
                events,
                new LogView(),
                (service, from, until) -> List.of(),
                (service, from, until) -> List.of(),
                (incident, from, until) -> List.of(),
                clock,
                PostmortemsConfig.DEFAULTS);
        SlowQueries slow = new SlowQueries(Duration.ZERO, 10, query -> {});
        web = new WebRoutes(
                new WebRoutes.Sources(
                        new WebRoutes.Metrics(
                                promQl, series, selection -> List.of(), family -> Map.of(), new TestingSeriesAdmin()),
                        new WebRoutes.Logs(logs, logs, new InMemoryLogPatterns(logs), new TestingLogAdmin()),
                        events,
                        alerting,
                        postmortems,
                        TargetReader.NONE,
                        NightjarApi.Lookouts.NONE,
                        SenderReader.NONE,
                        ScrapeProposals.NONE,
                        PROGRAM,
                        new WebRoutes.Queries(new ActiveQueries(clock, slow), slow),
                        () -> {},
                        () -> switch (alerting.reload()) {
                            case ReloadResult.Applied applied -> List.of();
                            case ReloadResult.Refused refused ->
                                refused.problems().stream()
                                        .map(Object::toString)
                                        .toList();
                        }),
                new WebRoutes.Access(
                        sessions,
                        TokenBook.open(events, clock, new Random(2), Runnable::run),
                        Trust.THIS_MACHINE,
                        Origins.NONE,
                        Optional.empty(),
                        true),
                clock,
                command -> Thread.ofVirtual().start(command));
        server = new TestingServer((router, workers) -> {
            WebRoutes.protect(router);
            web.mount(router);
        });
    }

    private static Expressions expressions(PromQl promQl) {
        return (language, text) -> instant -> switch (promQl.prepare(text)
                .instant(instant.toEpochMilli(), QueryOptions.defaults())
                .value()) {
            case QueryValue.InstantVector vector ->
                vector.samples().stream()
                        .map(sample -> new Sample(sample.labels(), sample.value()))
                        .toList();
            case QueryValue.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.value()));
            case QueryValue.Text other -> List.of();
            case QueryValue.RangeMatrix other -> List.of();
        };
    }

    TestingClock clock() {
        return clock;
    }

    Sessions sessions() {
        return sessions;
    }

    Alerting alerting() {
        return alerting;
    }

    TestingServer server() {
        return server;
    }

    /** So many of the shop's checkouts fail, for three evaluations. */
    void errors(double ratio) {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(10));
            series.put(
                    Labels.of("__name__", "errors", "service", "checkout", "instance", "checkout-1"),
                    clock.millis(),
                    ratio);
            alerting.evaluate(clock.instant());
            alerting.deliver(clock.instant());
        }
    }

    /** What is answered there, which is to be fine. */
    JsonNode get(String path) {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestingServer.json(response);
    }

    /** The cookie of somebody who has just signed in. */
    String signedIn(String name, User.Role role) {
        String token = sessions.issueSignIn(new User(name, role));
        return server.post("/nightjar/v1/session", "application/json", "{\"token\":\"" + token + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
    }

    @Override
    public void close() {
        web.close();
        server.close();
        postmortems.close();
        alerting.close();
    }
}
