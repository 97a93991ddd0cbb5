package dev.nightjar.ingest.probeconfig;

import java.util.List;
import java.util.Map;

/**
 * @param probes that are run by the clock
 * @param modules of {@code blackbox.yml}, by name
 * @param notices what of the files cannot be done here, in sentences
 */
public record ProbeSettings(List<ProbePlan> probes, Map<String, ProbeModule> modules, List<String> notices) {
    public static final ProbeSettings NONE = new ProbeSettings(List.of(), Map.of(), List.of());

    public ProbeSettings {
        probes = List.copyOf(probes);
        modules = Map.copyOf(modules);
        notices = List.copyOf(notices);
    }
}
