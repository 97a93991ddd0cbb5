package dev.nightjar.logindex;

/**
 * What a log store holds and did since it was opened.
 *
 * @param days folders of a day, loaded or not
 * @param streams of the loaded days, each day counted
 * @param openBlocks blocks in memory, being filled or sealed
 * @param openBytes their text
 * @param sealedBlocks of the loaded days
 * @param sealedLines lines in them
 * @param sealedTextBytes their lines' bytes
 * @param payloadBytes what these take in the payload files
 * @param signatureBytes what their signatures take
 * @param templates what rows of the loaded days look like, over all applications
 * @param templateBytes what these take
 * @param walBytes size of the write-ahead log
 * @param linesAppended lines taken since open
 * @param duplicates lines since open that were there already
 * @param linesRejected lines refused since open
 * @param sealFailures sealings and commits since open that failed and are tried again
 */
public record LogIndexStats(
        int days,
        int streams,
        int openBlocks,
        long openBytes,
        int sealedBlocks,
        long sealedLines,
        long sealedTextBytes,
        long payloadBytes,
        long signatureBytes,
        int templates,
        long templateBytes,
        long walBytes,
        long linesAppended,
        long duplicates,
        long linesRejected,
        long sealFailures) {}
