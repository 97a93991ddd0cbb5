package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands of Alertmanager's own amtool to Alertmanager and to Nightjar: the same is printed. */
class AmtoolTest {
    private static final String TREE = """
        global:
          opsgenie_api_url: https://api.opsgenie.example/
          victorops_api_url: https://alert.victorops.example/
          slack_api_url: https://hooks.slack.example/secret
        route:
          receiver: web.hook
          group_by: [alertname]
          routes:
            - matchers: [team="db", severity=~"page|warning"]
              receiver: db
              continue: true
              routes:
                - {matchers: ['env!="test"'], receiver: prod}
            - match_re: {team: 'd.*'}
              receiver: second
        inhibit_rules:
          - source_matchers: [alertname="RackDown"]
            target_matchers: [severity="warning"]
            equal: [rack]
        receivers:
          - name: web.hook
          - name: db
          - name: prod
          - name: second
        """;

    @TempDir
    Path folder;

    private record Printed(int exit, String text) {
        /** Without what differs by itself: identities, times, and where the server is. */
        String comparable() {
            return "exit " + exit + "\n"
                    + text.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID")
                            .replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z| UTC)?", "TIME")
                            .replaceAll("http://127\\.0\\.0\\.1:\\d+", "HERE")
                            .replaceAll("[ ]+", " ");
        }
    }

    private Path amtool = Path.of("");

    private Printed run(URI server, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(amtool.toString(), "--alertmanager.url=" + server));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(process.waitFor(), printed);
    }

    @Test
    void prints_the_same_of_both() throws Exception {
        Path program = Path.of(System.getenv().getOrDefault("TEST_ALERTMANAGER", ""));
        assumeThat(program.toString())
                .as("TEST_ALERTMANAGER names no Alertmanager")
                .isNotEmpty();
        amtool = program.resolveSibling("amtool");
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        Path tree = Files.writeString(definitions.resolve("alertmanager.yml"), TREE);
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
        try (RealAlertmanager real = RealAlertmanager.start(program, folder.resolve("theirs"), tree);
                ServerProcess server = ServerProcess.start(
                        folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            URI theirs = real.url("");
            URI ours = server.url("");
            same(theirs, ours, "alert", "add", "Slow", "service=checkout", "team=db", "--annotation=summary=is slow");
            same(theirs, ours, "alert", "add", "alertname=RackDown", "rack=r1", "--generator-url=http://x/y");
            same(theirs, ours, "alert", "add", "Disk", "rack=r1", "severity=warning");
            for (String format : List.of("simple", "extended", "json")) {
                same(theirs, ours, "alert", "query", "-o", format);
            }
            same(theirs, ours, "alert", "query", "service=~check.*", "-o", "extended");
            same(theirs, ours, "alert", "query", "Slow");
            same(theirs, ours, "alert", "query", "--inhibited", "-o", "extended");
            same(theirs, ours, "alert", "query", "--receiver=second");
            same(theirs, ours, "alert", "query", "nothing=there");
            String first = id(ours, "silence", "add", "service=~check.*", "--comment=c", "--author=ana");
            String second = id(theirs, "silence", "add", "service=~check.*", "--comment=c", "--author=ana");
            for (String format : List.of("simple", "extended", "json")) {
                same(theirs, ours, "silence", "query", "-o", format);
            }
            same(theirs, ours, "alert", "query", "--silenced", "-o", "extended");
            same(theirs, ours, "alert", "query", "--active", "-o", "extended");
            same(theirs, ours, "silence", "query", "service=checkout");
            same(theirs, ours, "silence", "query", "service=other");
            for (URI each : List.of(theirs, ours)) {
                id(each, "silence", "add", "service!=checkout", "rack=~r[12]", "--comment=but", "--author=ana");
            }
            for (String asked : List.of("service!=checkout", "service=checkout", "rack=~r[12]", "rack=r1", "rack!=x")) {
                same(theirs, ours, "silence", "query", asked);
            }
            assertThat(run(ours, "silence", "update", "--duration=3h", "--comment=longer", first)
                            .comparable())
                    .isEqualTo(run(theirs, "silence", "update", "--duration=3h", "--comment=longer", second)
                            .comparable());
            same(theirs, ours, "silence", "query", "-o", "extended");
            Path saved = Files.writeString(
                    folder.resolve("silences.json"),
                    run(theirs, "silence", "query", "-o", "json").text());
            assertThat(run(ours, "silence", "expire", first).comparable())
                    .isEqualTo(run(theirs, "silence", "expire", second).comparable());
            same(theirs, ours, "silence", "query", "--expired", "-o", "simple");
            same(theirs, ours, "silence", "import", "--force", saved.toString());
            same(theirs, ours, "silence", "query", "-o", "extended");
            same(theirs, ours, "silence", "expire", "00000000-0000-4000-8000-000000000000");
            same(theirs, ours, "silence", "add", "--comment=c", "--author=ana", "a=~.*");
            same(theirs, ours, "config", "routes", "show");
            same(theirs, ours, "config", "routes", "test", "team=db", "severity=page");
            same(theirs, ours, "config", "routes", "test", "team=db", "severity=page", "env=test");
            same(theirs, ours, "config", "routes", "test", "team=x");
            same(theirs, ours, "config", "routes", "test", "--verify.receivers=web.hook", "team=db");
            assertThat(run(ours, "config", "show").text()).contains("receiver: web.hook");
            assertThat(run(ours, "cluster", "show").comparable())
                    .isEqualTo(run(theirs, "cluster", "show").comparable());
        }
    }

    /** The identity of the silence that a command makes. */
    private String id(URI on, String... arguments) throws IOException, InterruptedException {
        Printed printed = run(on, arguments);
        assertThat(printed.exit()).as(printed.text()).isZero();
        return printed.text().strip();
    }

    private void same(URI theirs, URI ours, String... arguments) throws IOException, InterruptedException {
        String expected = run(theirs, arguments).comparable();
        assertThat(run(ours, arguments).comparable())
                .as(String.join(" ", arguments))
                .isEqualTo(expected);
    }
}
