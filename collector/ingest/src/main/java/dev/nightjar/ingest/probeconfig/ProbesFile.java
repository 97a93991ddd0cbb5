package dev.nightjar.ingest.probeconfig;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.Suggestion;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code probes.yml}: what is probed by the clock. */
final class ProbesFile {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    /** PromQL looks five minutes back: what comes more seldom would seem to be gone in between. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(4);

    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}) of (\\d{1,3})");
    private static final Set<String> OWN_LABELS = Set.of("job", "probe", "instance");

    private final Map<String, ProbeModule> modules;
    private final CheckReader checks;

    ProbesFile(Path folder, Map<String, ProbeModule> modules, Map<String, String> environment) {
        this.modules = modules;
        this.checks = new CheckReader(folder, environment);
    }

    /** What a probe has that does not say otherwise. */
    private record Usual(Duration interval, Duration timeout, ProbePlan.Share failing) {}

    List<ProbePlan> read(String file, String text, Problems problems) {
        List<ProbePlan> probes = new ArrayList<>();
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section.of(file, "", document, problems).ifPresent(root -> read(root, probes));
        }
        return probes;
    }

    private void read(Section root, List<ProbePlan> to) {
        root.allow("defaults", "probes");
        Usual usual = root.section("defaults", "defaults")
                .map(section -> usual(
                        section.allow("interval", "timeout", "failing"),
                        new Usual(USUAL_INTERVAL, USUAL_TIMEOUT, ProbePlan.Share.DEFAULTS)))
                .orElse(new Usual(USUAL_INTERVAL, USUAL_TIMEOUT, ProbePlan.Share.DEFAULTS));
        Set<String> names = new HashSet<>();
        to.forEach(probe -> names.add(probe.name()));
        for (Section section : root.sections("probes", "probe")) {
            String name = section.requiredText("name");
            Section named = section.as("probe \"" + name + "\"");
            if (!names.add(name)) {
                named.problem("name", "there is another probe of this name; names are unique");
            }
            probe(name, named, usual).ifPresent(to::add);
        }
    }

    private static Usual usual(Section of, Usual otherwise) {
        Duration interval = of.duration("interval", otherwise.interval());
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            of.problem("interval", "interval: must be from 1s to 4m, since queries look 5m back for a value");
        }
        Duration timeout =
                of.duration("timeout", otherwise.timeout().compareTo(interval) > 0 ? interval : otherwise.timeout());
        if (!timeout.isPositive() || timeout.compareTo(interval) > 0) {
            of.problem("timeout", "timeout: must be longer than nothing and not longer than the interval");
        }
        return new Usual(interval, timeout, share(of, otherwise.failing()));
    }

    private static ProbePlan.Share share(Section of, ProbePlan.Share otherwise) {
        Optional<String> written = of.text("failing");
        if (written.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = SHARE.matcher(written.get());
        if (matcher.matches()) {
            try {
                return new ProbePlan.Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            } catch (IllegalArgumentException e) {
                of.problem("failing", "failing: " + e.getMessage());
                return otherwise;
            }
        }
        of.problem("failing", "failing: must be like 2 of 3, found \"" + written.get() + "\"");
        return otherwise;
    }

    private Optional<ProbePlan> probe(String name, Section of, Usual usual) {
        Usual own = usual(of, usual);
        String target = of.requiredText("target");
        Map<String, String> labels = of.texts("labels");
        for (String label : labels.keySet()) {
            if (OWN_LABELS.contains(label) || label.startsWith("__") || label.isEmpty()) {
                of.problem("labels", "labels: \"" + label + "\" is a label that probes have by themselves");
            }
        }
        Optional<String> module = of.text("module");
        CheckReader.Read check = module.isPresent() ? ofModule(module.get(), of) : checks.read(of);
        if (!target.isEmpty() && check.check().isPresent()) {
            checks.problemOfTarget(check.check().get(), target).ifPresent(why -> of.problem("target", why));
        }
        return check.check()
                .map(found -> new ProbePlan(
                        name,
                        check.kind(),
                        target,
                        own.interval(),
                        own.timeout(),
                        Labels.of(labels),
                        own.failing(),
                        check.certificateDays(),
                        found));
    }

    private CheckReader.Read ofModule(String name, Section of) {
        of.allow("name", "module", "target", "interval", "timeout", "failing", "labels");
        ProbeModule module = modules.get(name);
        if (module == null) {
            of.problem(
                    "module",
                    "no module \"" + name + "\" in " + ProbeFiles.MODULES + Suggestion.among(modules.keySet(), name));
            return CheckReader.Read.NOTHING;
        }
        String kind = switch (module.check()) {
            case Check.Http http -> "http";
            case Check.Tcp tcp -> tcp.tls() && tcp.dialogue().isEmpty() ? "tls" : "tcp";
            case Check.Dns dns -> "dns";
            case Check.Grpc grpc -> "grpc";
            case Check.Icmp icmp -> "icmp";
            case Check.Unix unix -> "unix";
            case Check.NotSupported not -> {
                of.problem("module", "not supported yet: " + not.what());
                yield "";
            }
        };
        return new CheckReader.Read(kind, Optional.of(module.check()), 0);
    }
}
