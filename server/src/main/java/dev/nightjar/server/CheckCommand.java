package dev.nightjar.server;

import dev.nightjar.alerting.Definitions;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.ingest.scrapeconfig.ScrapeSettings;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.server.config.Reach;
import dev.nightjar.server.wiring.QueryExpressions;
import dev.nightjar.server.wiring.ScrapeWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar check}: reads what a server would read and refuses what it would refuse, without starting anything. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read the configuration, the certificate, the rules, the SLOs and the on-call file, and say all that is wrong:",
            "what a server would not start with.",
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() throws ConfigurationException {
        NightjarConfig config = common.load();
        problems.addAll(Reach.problems(config));
        if (config.tls().isOn()) {
            read(config, () -> ListenerTls.of(config.tls()));
        }
        read(config, config.ports()::readTls);
        Optional<Definitions> found =
                read(config, () -> Definitions.read(config.definitions(), QueryExpressions.syntaxOnly()));
        Optional<ScrapeSettings> scraped = read(config, () -> ScrapeWatch.read(config.scrape()));
        Optional<ProbeSettings> probed = read(config, () -> ProbeFiles.read(config.definitions()));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        report(config, found.orElseThrow(), scraped.orElseThrow(), probed.orElseThrow());
        return 0;
    }

    /** Something that a server reads at its start. */
    private interface Part<T> {
        T read() throws ConfigurationException;
    }

    private <T> Optional<T> read(NightjarConfig config, Part<T> part) {
        try {
            return Optional.of(part.read());
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        } catch (InvalidDefinitionsException e) {
            e.problems().forEach(problem -> problems.add(config.definitions() + "/" + problem));
        }
        return Optional.empty();
    }

    private static void report(NightjarConfig config, Definitions found, ScrapeSettings scraped, ProbeSettings probed) {
        System.out.printf(
                "fine: %d rule groups, %d SLOs, %d people, %d receivers in %s, %d scrape jobs, %d probes%n",
                found.groups().size(),
                found.slos().size(),
                found.onCall().people().size(),
                found.routing().fromFile() ? found.routing().receivers().size() : 0,
                config.definitions(),
                scraped.jobs().size(),
                probed.probes().size());
        found.notices().forEach(notice -> System.out.println(config.definitions() + "/" + notice));
        scraped.notices().forEach(notice -> System.out.println(config.scrape().file() + ": " + notice));
        probed.notices().forEach(notice -> System.out.println(config.definitions() + "/" + notice));
    }
}
