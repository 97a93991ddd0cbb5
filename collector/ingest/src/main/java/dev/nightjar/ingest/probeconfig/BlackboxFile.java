package dev.nightjar.ingest.probeconfig;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a {@code blackbox.yml} of blackbox_exporter as it is. */
final class BlackboxFile {
    private final ModuleReader modules;

    /**
     * @param folder that paths in it start at
     * @param environment which may name proxies
     */
    BlackboxFile(Path folder, Map<String, String> environment) {
        modules = new ModuleReader(folder, environment);
    }

    Map<String, ProbeModule> read(String file, String text, Problems problems) {
        Map<String, ProbeModule> found = new LinkedHashMap<>();
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section.of(file, "", document, problems).ifPresent(root -> {
                root.allow("modules");
                root.namedSections("modules", "module").forEach((name, section) -> found.put(name, one(name, section)));
            });
        }
        return found;
    }

    private ProbeModule one(String name, Section section) {
        section.allow("prober", "timeout", "http", "tcp", "dns", "grpc", "icmp", "unix");
        Duration timeout = section.duration("timeout", Duration.ZERO);
        String prober = section.requiredText("prober");
        Optional<Section> details = section.section(prober, "module \"" + name + "\", " + prober);
        Check check = switch (prober) {
            case "http" -> modules.http(details);
            case "tcp" -> modules.tcp(details);
            case "dns" -> modules.dns(details, section);
            case "grpc" -> modules.grpc(details);
            case "icmp" -> modules.icmp(details);
            case "unix" -> modules.unix(details);
            case String other -> {
                if (!other.isEmpty()) {
                    section.problem(
                            "prober", "prober: must be http, tcp, dns, grpc, icmp or unix, found \"" + other + "\"");
                }
                yield new Check.NotSupported(other);
            }
        };
        return new ProbeModule(name, timeout, check);
    }
}
