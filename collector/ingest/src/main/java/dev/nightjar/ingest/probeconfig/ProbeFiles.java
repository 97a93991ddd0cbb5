package dev.nightjar.ingest.probeconfig;

import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the two files that say what is probed, from the folder of definitions. */
public final class ProbeFiles {
    /** Ours. */
    public static final String PROBES = "probes.yml";

    /** blackbox_exporter's. */
    public static final String MODULES = "blackbox.yml";

    private ProbeFiles() {}

    /**
     * What the files say; nothing where there are none.
     *
     * @throws InvalidDefinitionsException with everything that is wrong, files by their names within the folder
     */
    public static ProbeSettings read(Path folder) {
        return read(folder, System.getenv());
    }

    /** @param environment which may name proxies */
    static ProbeSettings read(Path folder, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<String, ProbeModule> modules =
                new BlackboxFile(folder, environment).read(MODULES, text(folder, MODULES, problems), problems);
        List<ProbePlan> probes =
                new ProbesFile(folder, modules, environment).read(PROBES, text(folder, PROBES, problems), problems);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems.sorted());
        }
        List<String> notices = modules.values().stream()
                .filter(module -> module.check() instanceof Check.NotSupported)
                .map(module -> MODULES + ": module " + module.name() + " cannot be used, not supported yet: "
                        + ((Check.NotSupported) module.check()).what())
                .sorted()
                .toList();
        return new ProbeSettings(probes, modules, notices);
    }

    private static String text(Path folder, String name, Problems problems) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            problems.add(name, 1, "cannot be read: " + e.getMessage());
            return "";
        }
    }
}
