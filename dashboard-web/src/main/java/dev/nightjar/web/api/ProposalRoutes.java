package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.target.ScrapeProposals;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.util.ArrayList;
import java.util.List;

/** What could be scraped on this host, and accepting it: that writes configuration, so it takes who may administer. */
final class ProposalRoutes {
    private final ScrapeProposals proposals;

    ProposalRoutes(ScrapeProposals proposals) {
        this.proposals = proposals;
    }

    void mount(ApiRouter router) {
        router.get("proposals", exchange -> Json.reply(AgentDocuments.Proposals.of(proposals)));
        router.post("proposals/accept", Need.ADMINISTER, this::accept);
    }

    private Reply accept(Exchange exchange) {
        JsonNode body = Json.body(exchange);
        String job = Json.required(body, "job");
        proposals.accept(job, targets(body), ApiRouter.user(exchange)).ifPresent(why -> {
            throw new HttpProblem(409, why, proposals.file().isEmpty() ? null : proposals.file(), null);
        });
        return Json.reply(AgentDocuments.Proposals.of(proposals));
    }

    private static List<String> targets(JsonNode body) {
        List<String> targets = new ArrayList<>();
        for (JsonNode target : body.path("targets")) {
            if (target.isTextual()) {
                targets.add(target.textValue());
            }
        }
        if (targets.isEmpty()) {
            throw new HttpProblem(400, "\"targets\" must be a list of targets such as \"web-7:9100\"", "body", null);
        }
        return targets;
    }
}
