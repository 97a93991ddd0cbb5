package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.RuleFile;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs the tests of one file, as {@code promtool test rules} does. */
public final class RuleTests {
    private final Path file;
    private final Laboratory laboratory;
    private final Consumer<String> warnings;
    private final Consumer<Problem> notices;

    public RuleTests(Path file, Laboratory laboratory) {
        this(file, laboratory, warning -> {}, notice -> {});
    }

    /**
     * @param warnings takes what promtool warns of
     * @param notices takes what is written in the rules and has no effect
     */
    public RuleTests(Path file, Laboratory laboratory, Consumer<String> warnings, Consumer<Problem> notices) {
        this.file = file;
        this.laboratory = laboratory;
        this.warnings = warnings;
        this.notices = notices;
    }

    /**
     * What failed, each as promtool words it; empty when all is well.
     *
     * @param wanted which tests, by name
     */
    public List<String> failures(Predicate<String> wanted) {
        return results(wanted).stream()
                .flatMap(result -> result.lines().stream())
                .toList();
    }

    /**
     * What came of each test, in the order of the file.
     *
     * @param wanted which tests, by name
     */
    public List<RuleTestResult> results(Predicate<String> wanted) {
        Problems problems = new Problems();
        RuleTestFile tests;
        List<RuleSource> sources;
        try {
            tests = RuleTestFile.read(file.toString(), Files.readString(file), laboratory, problems);
            sources = sources(tests);
        } catch (IOException e) {
            return List.of(RuleTestResult.unusable(List.of("    cannot read " + e.getMessage())));
        }
        groups(tests, sources, laboratory.syntax(), problems);
        problems.notices().forEach(notices);
        if (!problems.isEmpty()) {
            return List.of(RuleTestResult.unusable(
                    problems.sorted().stream().map(Problem::toString).toList()));
        }
        List<RuleTestResult> results = new ArrayList<>();
        for (RuleTestCase test : tests.tests()) {
            if (!wanted.test(test.name())) {
                continue;
            }
            RuleTestRun run = new RuleTestRun(
                    test,
                    tests.interval(),
                    tests.fuzzy(),
                    laboratory,
                    expressions -> groups(tests, sources, expressions, new Problems()));
            results.add(new RuleTestResult(test.name(), run.failures(), true));
        }
        return results;
    }

    private record RuleSource(String name, String text) {}

    private List<RuleSource> sources(RuleTestFile tests) throws IOException {
        List<RuleSource> sources = new ArrayList<>();
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (String pattern : tests.ruleFiles()) {
            Path path =
                    folder == null ? Path.of(pattern) : folder.resolve(pattern).normalize();
            List<Path> files = matching(path);
            if (files.isEmpty()) {
                warnings.accept("no file match pattern " + path);
            }
            for (Path found : files) {
                sources.add(new RuleSource(found.toString(), Files.readString(found)));
            }
        }
        return sources;
    }

    /** A path that is not there is no file either, as for promtool. */
    private static List<Path> matching(Path path) throws IOException {
        Path parent = path.getParent();
        Path name = path.getFileName();
        if (parent == null || name == null || !name.toString().matches(".*[*?\\[{].*")) {
            return Files.exists(path) ? List.of(path) : List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, name.toString())) {
            files.forEach(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static List<RuleGroup> groups(
            RuleTestFile tests, List<RuleSource> sources, Expressions expressions, Problems problems) {
        List<RuleGroup> groups = new ArrayList<>();
        for (RuleSource source : sources) {
            groups.addAll(RuleFile.read(source.name(), source.text(), expressions, problems));
        }
        groups.sort(Comparator.comparingInt(group -> tests.groupOrder().indexOf(group.name())));
        return groups;
    }
}
