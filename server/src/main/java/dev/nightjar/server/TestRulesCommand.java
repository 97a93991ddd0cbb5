package dev.nightjar.server;

import dev.nightjar.alerting.ruletest.RuleTestResult;
import dev.nightjar.alerting.ruletest.RuleTests;
import dev.nightjar.server.wiring.RuleLaboratory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar rules test}: promtool's unit tests, with promtool's words. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Run unit tests of rules: files as promtool knows them, with input_logs and logql_expr_test for rules over",
            "logs. Exit code 0: all is as expected; 1: something is not, or a file cannot be used."
        })
final class TestRulesCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Test files.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--run",
            paramLabel = "REGEX",
            description = "Only tests whose name it finds; several may be given.")
    List<String> run = new ArrayList<>();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write what came of each test there, in JUnit's XML, for build servers.")
    @Nullable
    Path junit;

    @Override
    public Integer call() throws StartException {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new StartException("path '" + file + "' does not exist");
            }
        }
        Predicate<String> wanted = wanted();
        boolean failed = false;
        JUnitReport report = new JUnitReport();
        for (Path file : files) {
            System.out.println("Unit Testing:  " + file);
            Instant begun = Instant.now();
            List<RuleTestResult> results = new RuleTests(
                            file,
                            new RuleLaboratory(),
                            warning -> System.out.println("  WARNING: " + warning),
                            notice -> System.err.println("  WARNING: " + notice))
                    .results(wanted);
            report.add(file.toString(), begun, results);
            List<String> failures =
                    results.stream().flatMap(result -> result.lines().stream()).toList();
            if (failures.isEmpty()) {
                System.out.println("  SUCCESS");
            } else {
                failed = true;
                System.err.println("  FAILED:");
                failures.forEach(System.err::println);
            }
            System.out.println();
        }
        if (junit != null) {
            write(report, junit);
        }
        return failed ? 1 : 0;
    }

    private static void write(JUnitReport report, Path file) throws StartException {
        try {
            Files.writeString(file, report.xml());
        } catch (IOException e) {
            throw new StartException("--junit: cannot write " + e.getMessage());
        }
    }

    private Predicate<String> wanted() throws StartException {
        try {
            List<Pattern> patterns = run.stream().map(Pattern::compile).toList();
            return name -> patterns.isEmpty()
                    || patterns.stream()
                            .anyMatch(pattern -> pattern.matcher(name).find());
        } catch (PatternSyntaxException e) {
            throw new StartException("--run: not a regular expression: " + e.getMessage());
        }
    }
}
