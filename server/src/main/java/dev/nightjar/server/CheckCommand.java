package dev.nightjar.server;

import dev.nightjar.alerting.Definitions;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.ingest.scrapeconfig.ScrapeSettings;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.server.wiring.QueryExpressions;
import dev.nightjar.server.wiring.ScrapeWatch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar check}: reads configuration, rules, SLOs and on-call without starting anything. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Read the configuration, the rules, the SLOs and the on-call file, and say all that is wrong.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws ConfigurationException {
        NightjarConfig config = common.load();
        try {
            Definitions found = Definitions.read(config.definitions(), QueryExpressions.syntaxOnly());
            ScrapeSettings scraped = ScrapeWatch.read(config.scrape());
            ProbeSettings probed = ProbeFiles.read(config.definitions());
            System.out.printf(
                    "fine: %d rule groups, %d SLOs, %d people, %d receivers in %s, %d scrape jobs, %d probes%n",
                    found.groups().size(),
                    found.slos().size(),
                    found.onCall().people().size(),
                    found.routing().fromFile() ? found.routing().receivers().size() : 0,
                    config.definitions(),
                    scraped.jobs().size(),
                    probed.probes().size());
            scraped.notices()
                    .forEach(notice -> System.out.println(config.scrape().file() + ": " + notice));
            probed.notices().forEach(notice -> System.out.println(config.definitions() + "/" + notice));
            return 0;
        } catch (InvalidDefinitionsException e) {
            throw new ConfigurationException(e.problems().stream()
                    .map(problem -> config.definitions() + "/" + problem)
                    .toList());
        }
    }
}
