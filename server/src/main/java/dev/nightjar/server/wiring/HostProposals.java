package dev.nightjar.server.wiring;

import dev.nightjar.agent.discovery.ListeningService;
import dev.nightjar.agent.discovery.ListeningServices;
import dev.nightjar.agent.discovery.ProposedJob;
import dev.nightjar.ingest.scrapeconfig.RefusedJobException;
import dev.nightjar.ingest.scrapeconfig.ScrapeFileEditor;
import dev.nightjar.model.target.ScrapeProposal;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.model.target.TargetReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes what listens on this host and answers {@code /metrics}, beside what is scraped already. What a person accepts
 * is written into the scrape file, with who accepted it above it, and read from there.
 */
public final class HostProposals implements ScrapeProposals {
    private static final Logger LOG = LoggerFactory.getLogger(HostProposals.class);
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]");

    /** As {@link #accept} writes it. */
    private static final Pattern ACCEPTED = Pattern.compile("\\s*# accepted by (.*) on \\S+");

    private static final Pattern JOB = Pattern.compile("\\s*- job_name: '(.*)'");

    private final String file;
    private final TargetReader targets;
    private final Supplier<List<String>> reload;
    private final Path proc;
    private final String host;
    private final Predicate<String> answersMetrics;
    private final InstantSource clock;

    /**
     * @param file that says what is scraped; empty for none
     * @param reload reads it anew and says what is wrong with it
     * @param answersMetrics asks a host and port
     */
    public HostProposals(
            String file,
            TargetReader targets,
            Supplier<List<String>> reload,
            Path proc,
            String host,
            Predicate<String> answersMetrics,
            InstantSource clock) {
        this.file = file;
        this.targets = targets;
        this.reload = reload;
        this.proc = proc;
        this.host = host;
        this.answersMetrics = answersMetrics;
        this.clock = clock;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public List<ScrapeProposal> look() {
        Map<Integer, String> jobByPort = scraped();
        Map<String, String> acceptedBy = acceptedBy();
        Set<String> taken = new HashSet<>();
        targets.pools().forEach(pool -> taken.add(pool.name()));
        List<ScrapeProposal> found = new ArrayList<>();
        for (ListeningService service : listening()) {
            Map<String, List<String>> known = new TreeMap<>();
            List<Integer> unknown = new ArrayList<>();
            for (int port : service.ports()) {
                String job = jobByPort.get(port);
                if (job == null) {
                    unknown.add(port);
                } else {
                    known.computeIfAbsent(job, name -> new ArrayList<>()).add(host + ":" + port);
                }
            }
            known.forEach((job, at) -> found.add(new ScrapeProposal(job, at, true, acceptedBy.getOrDefault(job, ""))));
            List<String> answering = answering(unknown);
            if (!answering.isEmpty()) {
                String first = answering.getFirst();
                String job = taken.contains(service.program())
                        ? service.program()
                                + first.substring(first.lastIndexOf(':')).replace(':', '-')
                        : service.program();
                found.add(new ScrapeProposal(job, answering, false, ""));
            }
        }
        return found;
    }

    private List<ListeningService> listening() {
        try {
            return ListeningServices.findBeside(ProcessHandle.current().pid(), proc);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see what listens on this host", e);
        }
    }

    /** Pools by port of this host. */
    private Map<Integer, String> scraped() {
        Map<Integer, String> jobs = new HashMap<>();
        for (ScrapedTarget target : targets.active()) {
            URI url = URI.create(target.url());
            String name = String.valueOf(url.getHost());
            if (THIS_HOST.contains(name) || name.equals(host)) {
                jobs.put(url.getPort(), target.pool());
            }
        }
        return jobs;
    }

    /** Targets by port, under this host's name where that answers. Each may keep a caller waiting: all are asked at once. */
    private List<String> answering(List<Integer> ports) {
        List<String> answering = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> answers = ports.stream()
                    .map(port -> each.submit(() -> Stream.of(host, "localhost")
                            .map(name -> name + ":" + port)
                            .filter(answersMetrics)
                            .findFirst()))
                    .toList();
            for (Future<Optional<String>> answer : answers) {
                answer.get().ifPresent(answering::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a port failed", e);
        }
        return answering;
    }

    /** By job, from what {@link #accept} wrote above it. */
    private Map<String, String> acceptedBy() {
        Map<String, String> by = new HashMap<>();
        if (file.isEmpty()) {
            return by;
        }
        try {
            String above = "";
            for (String line : Files.readAllLines(Path.of(file))) {
                Matcher job = JOB.matcher(line);
                Matcher accepted = ACCEPTED.matcher(above);
                if (job.matches() && accepted.matches()) {
                    by.put(job.group(1).replace("''", "'"), accepted.group(1));
                }
                above = line;
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: who accepted its jobs is not known", file, e);
        }
        return by;
    }

    @Override
    public synchronized Optional<String> accept(String job, List<String> at, String by) {
        if (file.isEmpty()) {
            return Optional.of(
                    "there is no file to write it to: name a prometheus.yml as scrape.file in nightjar.yaml, and"
                            + " restart");
        }
        if (look().stream()
                .noneMatch(each -> !each.scraped()
                        && each.job().equals(job)
                        && each.targets().equals(at))) {
            return Optional.of("job \"" + job + "\" is no proposal any more: look again");
        }
        String entry = "# accepted by " + by.replaceAll("\\p{Cntrl}", " ") + " on "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\n" + new ProposedJob(job, at).yaml();
        try {
            ScrapeFileEditor.add(Path.of(file), entry);
        } catch (RefusedJobException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of(file + " cannot be written: " + e);
        }
        LOG.info("{} accepted the job \"{}\" for {}", by, job, at);
        List<String> problems = reload.get();
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of("the job stands in " + file + ", which is not used as it is now: "
                        + String.join("\n", problems));
    }
}
