package dev.nightjar.server;

import dev.nightjar.alerting.rules.Finding;
import dev.nightjar.alerting.rules.RuleFile;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleLint;
import dev.nightjar.definition.Problems;
import dev.nightjar.server.wiring.PromQlLint;
import dev.nightjar.server.wiring.QueryExpressions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar rules check}: whether rule files can be used, and what in them will be regretted. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read rule files and say all that is wrong, and what is right but will be regretted: averages of latency, no",
            "for, no owner, no runbook, thresholds that can never be reached; with --server also labels that no stored",
            "series has. Exit code 0: the files can be used; 1: they cannot; 3: with --lint-fatal, there are findings."
        })
final class CheckRulesCommand implements Callable<Integer> {
    private static final int FINDINGS = 3;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files.")
    List<Path> files = new ArrayList<>();

    @Option(names = "--lint-fatal", description = "Exit with 3 when there are findings.")
    boolean fatal;

    @Option(names = "--no-lint", description = "Only whether the files can be used.")
    boolean unlinted;

    @Option(names = "--server", paramLabel = "URL", description = "Look up labels in what this server has stored.")
    @Nullable
    URI server;

    @Mixin
    ServerCredentials credentials = new ServerCredentials();

    @Override
    public Integer call() throws StartException, InterruptedException {
        if (server == null) {
            return check(Optional.empty());
        }
        try (ServerConnection asked = credentials.connect(server)) {
            return check(Optional.of(new ServerLabels(asked)));
        }
    }

    private int check(Optional<ServerLabels> stored) throws StartException, InterruptedException {
        boolean failed = false;
        boolean found = false;
        for (Path file : files) {
            System.out.println("Checking " + file);
            Problems problems = new Problems();
            List<RuleGroup> groups =
                    RuleFile.read(file.toString(), read(file), QueryExpressions.syntaxOnly(), problems);
            problems.notices().forEach(notice -> System.err.println("  WARNING: " + notice));
            if (problems.isEmpty()) {
                int rules =
                        groups.stream().mapToInt(group -> group.rules().size()).sum();
                System.out.println("  SUCCESS: " + rules + " rules found");
                List<Finding> findings = unlinted ? List.of() : findings(groups, stored);
                findings.forEach(finding -> System.out.println("  " + finding));
                found |= !findings.isEmpty();
            } else {
                failed = true;
                System.err.println("  FAILED:");
                problems.sorted().forEach(System.err::println);
            }
            System.out.println();
        }
        return failed ? 1 : found && fatal ? FINDINGS : 0;
    }

    private static List<Finding> findings(List<RuleGroup> groups, Optional<ServerLabels> stored)
            throws StartException, InterruptedException {
        List<Finding> findings = new ArrayList<>(RuleLint.of(groups));
        for (RuleGroup group : groups) {
            findings.addAll(PromQlLint.of(group));
            if (stored.isPresent()) {
                findings.addAll(stored.get().missing(group));
            }
        }
        return findings;
    }

    private static String read(Path file) throws StartException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartException("cannot read " + file + ": " + e);
        }
    }
}
