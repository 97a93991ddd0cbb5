package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the running program says of itself.
 *
 * @param version of the program
 * @param started when this process began to answer
 * @param folder it was started in
 * @param host name of this machine
 * @param retention of samples, in words
 * @param flags settings that Prometheus has as flags, under their names there
 * @param externalLabels what tells it from others, for those that scrape its samples
 * @param reload whether what people define is in force
 * @param metrics what it keeps of itself
 * @param control what can be turned while it runs
 */
public record ProgramFacts(
        String version,
        Instant started,
        Path folder,
        String host,
        String retention,
        Map<String, String> flags,
        ShownConfiguration configuration,
        Supplier<Labels> externalLabels,
        Supplier<ReloadState> reload,
        Supplier<List<OwnFamily>> metrics,
        ProcessControl control) {
    public ProgramFacts {
        flags = Map.copyOf(flags);
    }
}
