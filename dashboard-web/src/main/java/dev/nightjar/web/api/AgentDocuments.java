package dev.nightjar.web.api;

import dev.nightjar.model.target.ScrapeProposals;
import java.util.List;

/** The documents of the agents that watch hosts, in the words of {@code ui/src/api/contract}. */
final class AgentDocuments {
    record Agents(List<Agent> agents) {}

    /**
     * An agent that was heard of within a day.
     *
     * @param silent it has missed several of its readings
     * @param logLagBytes of log files it has not sent, as it said last
     * @param metricQueueBytes that wait on its disk, as it said last
     * @param samplesLost within a day, for want of room or because they were refused
     * @param linesLost within a day, because they were refused
     * @param filesVanished within a day, perhaps with lines in them
     */
    record Agent(
            String instance,
            String version,
            long lastSeenMillis,
            boolean silent,
            double intervalSeconds,
            long logLagBytes,
            long metricQueueBytes,
            long samplesLost,
            long linesLost,
            long filesVanished) {}

    /**
     * What listens on the server's host and answers with metrics.
     *
     * @param file that what is accepted is written to; empty where there is none
     */
    record Proposals(String file, List<Proposal> proposals) {
        static Proposals of(ScrapeProposals of) {
            return new Proposals(
                    of.file(),
                    of.look().stream()
                            .map(each -> new Proposal(each.job(), each.targets(), each.scraped(), each.acceptedBy()))
                            .toList());
        }
    }

    /**
     * @param scraped already, by the job
     * @param acceptedBy empty where the job was written by hand, or nobody has yet
     */
    record Proposal(String job, List<String> targets, boolean scraped, String acceptedBy) {}

    private AgentDocuments() {}
}
