package dev.nightjar.server;

import dev.nightjar.alerting.Definitions;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.ingest.scrapeconfig.ScrapeSettings;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.server.config.Reach;
import dev.nightjar.server.config.SignInReader;
import dev.nightjar.server.wiring.QueryExpressions;
import dev.nightjar.server.wiring.ScrapeWatch;
import dev.nightjar.web.signin.IssuerCheck;
import dev.nightjar.web.signin.OidcSettings;
import dev.nightjar.web.signin.SignInException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar check}: reads what a server would read and refuses what it would refuse, without starting anything. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read the configuration, the certificate, how people sign in, the rules, the SLOs and the on-call file, and say all that",
            "is wrong:",
            "what a server would not start with.",
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--issuer",
            description = "Also ask the issuer of signIn.oidc what it is, and say what it must be told of Nightjar.")
    boolean issuer;

    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() throws ConfigurationException {
        NightjarConfig config = common.load();
        problems.addAll(Reach.problems(config));
        if (config.tls().isOn()) {
            read(config, () -> ListenerTls.of(config.tls()));
        }
        read(config, config.ports()::readTls);
        Optional<Optional<OidcSettings>> signIn = read(config, () -> SignInReader.read(config));
        Optional<Definitions> found =
                read(config, () -> Definitions.read(config.definitions(), QueryExpressions.syntaxOnly()));
        Optional<ScrapeSettings> scraped = read(config, () -> ScrapeWatch.read(config.scrape()));
        Optional<ProbeSettings> probed = read(config, () -> ProbeFiles.read(config.definitions()));
        List<String> answered = issuer ? ask(signIn) : List.of();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        report(config, found.orElseThrow(), scraped.orElseThrow(), probed.orElseThrow());
        answered.forEach(System.out::println);
        return 0;
    }

    private List<String> ask(Optional<Optional<OidcSettings>> signIn) {
        Optional<OidcSettings> settings = signIn.flatMap(read -> read);
        if (settings.isEmpty()) {
            if (signIn.isPresent()) {
                problems.add("--issuer: no issuer is configured; set signIn.oidc.issuer");
            }
            return List.of();
        }
        try {
            return IssuerCheck.ask(settings.get(), InstantSource.system());
        } catch (SignInException e) {
            problems.add("signIn.oidc: " + e.error() + (e.where() == null ? "" : " (" + e.where() + ")")
                    + (e.hint() == null ? "" : "; " + e.hint()));
            return List.of();
        }
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
