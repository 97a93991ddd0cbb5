package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The same unit tests of rules, and the same rule files, by {@code nightjar rules} and by promtool: the same exit codes,
 * and the same verdict on every alert and expression. {@code TEST_PROMTOOL} names promtool 3; {@code ./verify} fetches
 * Debian's. Without it the files' names say what must come out.
 */
class PromtoolRulesTest {
    private static final Path FILES = Path.of("src/test/resources/ruletests");

    /** Which expectation fails and what was found instead; the words for what cannot be read are everybody's own. */
    private static final Pattern VERDICT =
            Pattern.compile("(alertname: |expr: |rule: |exp: ?|got: ?|\\d+:$|Labels:|Annotations:).*");

    private record Outcome(int exit, String printed) {
        List<String> verdicts() {
            return printed.lines()
                    .map(line -> line.strip().replaceFirst("[,\\]} ]+$", "").replaceFirst("err: .*", "err"))
                    .filter(line -> VERDICT.matcher(line).matches())
                    .toList();
        }
    }

    static List<String> unitTests() throws IOException {
        return names(FILES, "*.test.yml");
    }

    static List<String> ruleFiles() throws IOException {
        return names(FILES.resolve("check"), "*.yml");
    }

    private static List<String> names(Path folder, String pattern) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        names.sort(null);
        return names;
    }

    @ParameterizedTest
    @MethodSource("unitTests")
    void unit_tests_pass_and_fail_as_their_names_say(String file) {
        Outcome ours = nightjar("rules", "test", FILES.resolve(file).toString());
        assertThat(ours.exit()).as(ours.printed()).isEqualTo(file.startsWith("pass") ? 0 : 1);
        assertThat(ours.printed())
                .as("results are not interspersed with a log")
                .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void what_is_not_read_of_a_rule_file_is_said_once_beside_the_results(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("r.yml"), "groups: []\n---\ngroups: []\n");
        Files.writeString(folder.resolve("t.yml"), "rule_files: [r.yml, none.yml]\ntests: [{}, {}]\n");
        Outcome ours = nightjar("rules", "test", folder.resolve("t.yml").toString());
        assertThat(ours.exit()).isZero();
        assertThat(ours.printed().lines().filter(line -> line.contains("WARNING")))
                .containsExactly(
                        "  WARNING: no file match pattern " + folder.resolve("none.yml"),
                        "  WARNING: " + folder.resolve("r.yml")
                                + ":3: a second YAML document is not read, as Prometheus"
                                + " reads the first alone: put its groups under the \"groups\" of the first, or into a file"
                                + " of their own");
    }

    @ParameterizedTest
    @MethodSource("unitTests")
    void promtool_says_the_same_of_unit_tests(String file) throws Exception {
        String path = FILES.resolve(file).toString();
        Outcome theirs = promtool("test", "rules", path);
        Outcome ours = nightjar("rules", "test", path);
        assertThat(ours.exit()).as(theirs.printed()).isEqualTo(theirs.exit());
        assertThat(ours.verdicts()).isEqualTo(theirs.verdicts());
    }

    @ParameterizedTest
    @MethodSource("unitTests")
    void promtool_reports_the_same_tests_and_as_many_failures_to_build_servers(String file, @TempDir Path folder)
            throws Exception {
        String path = FILES.resolve(file).toString();
        promtool("test", "rules", "--junit=" + folder.resolve("theirs.xml"), path);
        nightjar("rules", "test", "--junit=" + folder.resolve("ours.xml"), path);
        List<String> theirs = cases(folder.resolve("theirs.xml"));
        List<String> ours = cases(folder.resolve("ours.xml"));
        if (ours.equals(List.of("unknown: 0 failures, not run"))) {
            // a file that cannot be read is none of it run here, while promtool begins, and fails one test
            assertThat(theirs).anyMatch(test -> !test.contains(": 0 failures, run"));
        } else {
            assertThat(ours).isEqualTo(theirs);
        }
    }

    /** Each test's name, with how many failures it has, and whether it could not be run. */
    private static List<String> cases(Path report) throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .map(test -> test.getAttribute("name") + ": "
                        + test.getElementsByTagName("failure").getLength() + " failures, "
                        + (test.getElementsByTagName("error").getLength() > 0 ? "not run" : "run"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void rule_files_can_be_used_or_not_as_their_names_say(String file) {
        Outcome ours = nightjar(
                "rules",
                "check",
                "--no-lint",
                FILES.resolve("check").resolve(file).toString());
        assertThat(ours.exit()).as(ours.printed()).isEqualTo(file.startsWith("good") ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void promtool_takes_and_refuses_the_same_rule_files(String file) throws Exception {
        String path = FILES.resolve("check").resolve(file).toString();
        Outcome theirs = promtool("check", "rules", "--lint=none", path);
        Outcome ours = nightjar("rules", "check", "--no-lint", path);
        assertThat(ours.exit()).as(theirs.printed()).isEqualTo(theirs.exit());
    }

    private static Outcome nightjar(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        return new Outcome(run.exit(), run.printed());
    }

    private static Outcome promtool(String... arguments) throws IOException, InterruptedException {
        String program = System.getenv().getOrDefault("TEST_PROMTOOL", "");
        assumeThat(program).as("TEST_PROMTOOL names no promtool").isNotEmpty();
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), printed);
    }
}
