package dev.nightjar.model.target;

import java.util.List;
import java.util.Optional;

/** Looks for what could be scraped on this host; nothing is scraped before a person accepts it. Thread-safe. */
public interface ScrapeProposals {
    /** Looks for nothing. */
    ScrapeProposals NONE = new ScrapeProposals() {
        @Override
        public String file() {
            return "";
        }

        @Override
        public List<ScrapeProposal> look() {
            return List.of();
        }

        @Override
        public Optional<String> accept(String job, List<String> targets, String by) {
            return Optional.of("nothing is looked for here");
        }
    };

    /** That accepted jobs are written to; empty where there is none. */
    String file();

    /** What is there now, by job. Asks every port that something listens on, and takes up to some seconds. */
    List<ScrapeProposal> look();

    /**
     * Writes a proposal into the file and scrapes what it names.
     *
     * @param by who accepts it
     * @return why it is not scraped now; empty where it is
     */
    Optional<String> accept(String job, List<String> targets, String by);
}
