package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.target.ScrapeProposal;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProposalRoutesTest {
    private static final String ACCEPT = "/nightjar/v1/proposals/accept";

    /** One proposal, which is scraped once it was accepted. */
    private static final class OneProposal implements ScrapeProposals {
        private String by = "";

        @Override
        public String file() {
            return "prometheus.yml";
        }

        @Override
        public List<ScrapeProposal> look() {
            return List.of(new ScrapeProposal("shop", List.of("web-7:8080"), !by.isEmpty(), by));
        }

        @Override
        public Optional<String> accept(String job, List<String> targets, String who) {
            if (!job.equals("shop") || !targets.equals(List.of("web-7:8080"))) {
                return Optional.of("job \"" + job + "\" is no proposal any more: look again");
            }
            by = who;
            return Optional.empty();
        }
    }

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(
                new Sessions(new byte[32], clock, new Random(1)), ApiTokens.none(), AccessGate.Trust.THIS_MACHINE);
        new ProposalRoutes(new OneProposal()).mount(new ApiRouter(router, gate, new Dispatcher(workers)));
    });

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> accept(String body) {
        return server.post(ACCEPT, "application/json", body);
    }

    @Test
    void what_is_proposed_is_accepted_by_somebody_and_scraped_from_then_on() {
        assertThat(server.get("/nightjar/v1/proposals").body())
                .isEqualTo("{\"file\":\"prometheus.yml\",\"proposals\":[{\"job\":\"shop\","
                        + "\"targets\":[\"web-7:8080\"],\"scraped\":false,\"acceptedBy\":\"\"}]}");
        assertThat(accept("{\"job\":\"shop\",\"targets\":[\"web-7:8080\"]}").body())
                .isEqualTo("{\"file\":\"prometheus.yml\",\"proposals\":[{\"job\":\"shop\","
                        + "\"targets\":[\"web-7:8080\"],\"scraped\":true,\"acceptedBy\":\"somebody local\"}]}");
    }

    @Test
    void what_is_no_proposal_is_not_accepted_and_it_is_said_why() {
        HttpResponse<String> other = accept("{\"job\":\"shop\",\"targets\":[\"web-7:22\"]}");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(TestingServer.json(other).path("error").textValue())
                .isEqualTo("job \"shop\" is no proposal any more: look again");
        assertThat(accept("{\"job\":\"shop\"}").statusCode()).isEqualTo(400);
        assertThat(accept("{\"targets\":[\"web-7:8080\"]}").statusCode()).isEqualTo(400);
        assertThat(server.post(ACCEPT, "text/plain", "{}").statusCode()).isEqualTo(415);
    }
}
