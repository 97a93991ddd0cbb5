package dev.nightjar.ingest.probe;

import dev.nightjar.definition.Suggestion;
import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import dev.nightjar.ingest.probeconfig.Check;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeModule;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Answers as blackbox_exporter does: {@code /probe?target=…&module=…} is run at once, and what came of it is the answer. */
public final class BlackboxProbe implements IngestProtocol {
    /** Where it is asked for. */
    public static final String PATH = "/probe";

    private static final String USUAL_MODULE = "http_2xx";
    private static final String SCRAPE_TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** What is taken off the scraper's timeout, so that the answer still gets through. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static final int MOST_AT_ONCE = 256;

    private final Prober prober;
    private final Supplier<Map<String, ProbeModule>> modules;
    private final Semaphore running;
    private final String query;

    /** @param modules as they are defined now */
    public BlackboxProbe(Prober prober, Supplier<Map<String, ProbeModule>> modules) {
        this(prober, modules, new Semaphore(MOST_AT_ONCE), "");
    }

    private BlackboxProbe(Prober prober, Supplier<Map<String, ProbeModule>> modules, Semaphore running, String query) {
        this.prober = prober;
        this.modules = modules;
        this.running = running;
        this.query = query;
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public IngestProtocol asked(Asked request) {
        return new BlackboxProbe(prober, modules, running, request.query());
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        Map<String, List<String>> asked = parameters();
        String target = one(asked, "target")
                .orElseThrow(() -> refused("the parameter target is missing: /probe?target=HOST&module=NAME"));
        ProbeModule module = module(one(asked, "module").orElse(USUAL_MODULE));
        if (!running.tryAcquire()) {
            return Answer.overloaded(Duration.ofSeconds(1), MOST_AT_ONCE + " probes are run already");
        }
        try {
            ProbeOutcome outcome =
                    prober.probe(module.check(), target, one(asked, "hostname"), 0, timeout(module, headers));
            boolean debug = one(asked, "debug").filter("true"::equals).isPresent();
            String text = ProbeText.of(outcome);
            return new Answer(200, debug ? String.join("\n", outcome.log()) + "\n\n" + text : text, 0, 0, List.of());
        } finally {
            running.release();
        }
    }

    private Map<String, List<String>> parameters() throws MalformedException {
        try {
            return new QueryStringDecoder(query, false).parameters();
        } catch (IllegalArgumentException e) {
            throw refused("the question cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> one(Map<String, List<String>> asked, String name) {
        return asked.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private ProbeModule module(String name) throws MalformedException {
        Map<String, ProbeModule> known = modules.get();
        ProbeModule module = known.get(name);
        if (module == null) {
            throw refused(
                    known.isEmpty()
                            ? "there are no modules: put a " + ProbeFiles.MODULES + " into the folder of definitions"
                            : "no module \"" + name + "\" in " + ProbeFiles.MODULES
                                    + Suggestion.among(known.keySet(), name));
        }
        if (module.check() instanceof Check.NotSupported not) {
            throw MalformedException.notSupported(not.what() + ", which module \"" + name + "\" wants");
        }
        return module;
    }

    private static MalformedException refused(String why) {
        return new MalformedException(400, "invalid", why);
    }

    /** The scraper's, a little less; or the module's where that is shorter. */
    private static Duration timeout(ProbeModule module, MultiMap headers) throws MalformedException {
        Duration asked = LONGEST;
        String seconds = headers.get(SCRAPE_TIMEOUT);
        if (seconds != null) {
            if (!seconds.matches("\\d{1,6}(\\.\\d{1,9})?")) {
                throw refused(SCRAPE_TIMEOUT + ": not a number of seconds: \"" + seconds + "\"");
            }
            Duration said = Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
            Duration less = said.compareTo(MARGIN.multipliedBy(2)) > 0 ? said.minus(MARGIN) : said;
            asked = less.isPositive() && less.compareTo(LONGEST) < 0 ? less : LONGEST;
        }
        boolean own = module.timeout().isPositive() && module.timeout().compareTo(asked) < 0;
        return own ? module.timeout() : asked;
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        return answer.status() == 200
                ? Reply.of(answer, 200, ProbeText.CONTENT_TYPE, answer.text().getBytes(StandardCharsets.UTF_8))
                : Reply.text(answer);
    }
}
