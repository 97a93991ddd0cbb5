package dev.nightjar.alerting;

import dev.nightjar.alerting.action.Action;
import dev.nightjar.alerting.action.ActionFile;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.OnCallFile;
import dev.nightjar.alerting.routing.AlertmanagerFile;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.HeartbeatRules;
import dev.nightjar.alerting.rules.RuleFile;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.slo.BudgetPolicy;
import dev.nightjar.alerting.slo.BudgetPolicyFile;
import dev.nightjar.alerting.slo.BurnRules;
import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.alerting.slo.SloFile;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.definition.heartbeat.HeartbeatFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the definition folder says, read whole or not at all.
 *
 * @param notices what is written and has no effect, each with its file and line
 */
public record Definitions(
        List<RuleGroup> groups,
        List<Slo> slos,
        BudgetPolicy budgetPolicy,
        OnCall onCall,
        Routing routing,
        List<Heartbeat> heartbeats,
        List<Action> actions,
        List<Problem> notices) {
    public Definitions {
        groups = List.copyOf(groups);
        slos = List.copyOf(slos);
        heartbeats = List.copyOf(heartbeats);
        actions = List.copyOf(actions);
        notices = List.copyOf(notices);
    }

    /**
     * Throws {@link InvalidDefinitionsException} with every problem of every file. Files are called by their path within
     * {@code folder}.
     */
    public static Definitions read(Path folder, Expressions expressions) {
        return read(folder, null, expressions);
    }

    /**
     * The same with an {@code alertmanager.yml} that lies elsewhere; null: the folder's, if it has one.
     */
    public static Definitions read(Path folder, @Nullable Path alertmanager, Expressions expressions) {
        Problems problems = new Problems();
        List<RuleGroup> groups = new ArrayList<>();
        for (Path file : ruleFiles(folder.resolve("rules"))) {
            groups.addAll(RuleFile.read(name(folder, file), text(file), expressions, problems));
        }
        List<Slo> slos = new ArrayList<>();
        Map<String, String> sources = new HashMap<>();
        for (Path file : yamlFiles(folder.resolve("slos"))) {
            for (Slo slo : SloFile.read(name(folder, file), text(file), expressions, problems)) {
                String other = sources.put(slo.name(), slo.source());
                if (other != null) {
                    problems.add(slo.source(), 1, "SLO \"" + slo.name() + "\" is also in " + other + "; rename one");
                }
                slos.add(slo);
            }
        }
        Path policyFile = folder.resolve("budget-policy.yml");
        BudgetPolicy policy = Files.exists(policyFile)
                ? BudgetPolicyFile.read(name(folder, policyFile), text(policyFile), problems)
                : BudgetPolicy.USUAL;
        Path onCallFile = folder.resolve("oncall.yml");
        OnCall onCall = Files.exists(onCallFile)
                ? OnCallFile.read(name(folder, onCallFile), text(onCallFile), problems)
                : OnCall.BUILT_IN;
        Routing routing = routing(folder, alertmanager, problems);
        List<Heartbeat> heartbeats = HeartbeatFile.read(folder, problems);
        Path actionFile = folder.resolve(ActionFile.NAME);
        List<Action> actions = Files.exists(actionFile)
                ? ActionFile.read(name(folder, actionFile), text(actionFile), folder, problems)
                : List.of();
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems.sorted());
        }
        for (Slo slo : slos) {
            groups.add(BurnRules.of(slo, expressions));
            groups.add(BurnRules.slow(slo, expressions));
        }
        HeartbeatRules.of(heartbeats, expressions).ifPresent(groups::add);
        return new Definitions(groups, slos, policy, onCall, routing, heartbeats, actions, problems.notices());
    }

    private static Routing routing(Path folder, @Nullable Path alertmanager, Problems problems) {
        Path file = alertmanager == null ? folder.resolve("alertmanager.yml") : alertmanager;
        if (alertmanager == null && !Files.exists(file)) {
            return Routing.NONE;
        }
        String name = alertmanager == null ? name(folder, file) : file.toString();
        if (!Files.isReadable(file)) {
            problems.add(name, 1, "there is no such file, or it cannot be read");
            return Routing.NONE;
        }
        Path parent = file.toAbsolutePath().getParent();
        return AlertmanagerFile.read(name, parent == null ? folder : parent, text(file), problems);
    }

    /** Those of the folder, and those of the folders for rules in LogQL inside it. */
    private static List<Path> ruleFiles(Path folder) {
        List<Path> files = new ArrayList<>(yamlFiles(folder));
        files.addAll(yamlFiles(folder.resolve("logql")));
        files.addAll(yamlFiles(folder.resolve("loki")));
        return files;
    }

    private static List<Path> yamlFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
