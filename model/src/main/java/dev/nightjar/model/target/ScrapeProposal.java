package dev.nightjar.model.target;

import java.util.List;

/**
 * Services of one program that listen on this host and answer with metrics.
 *
 * @param job to scrape them as; the job that scrapes them, where one does
 * @param targets host and port of each
 * @param scraped whether they are scraped already
 * @param acceptedBy who said so here; empty where the job was written by hand, or nobody has yet
 */
public record ScrapeProposal(String job, List<String> targets, boolean scraped, String acceptedBy) {
    public ScrapeProposal {
        targets = List.copyOf(targets);
    }
}
