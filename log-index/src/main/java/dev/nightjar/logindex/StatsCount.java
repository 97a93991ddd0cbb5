package dev.nightjar.logindex;

/** Adds up what the store holds. With the store's lock held. */
final class StatsCount {
    private StatsCount() {}

    static LogIndexStats of(
            Days days, Sealer sealer, Collecting collecting, long walBytes, long appended, long rejected) {
        int streams = 0;
        int openBlocks = sealer.queued();
        long openBytes = collecting.openBytes() + sealer.queuedBytes();
        int sealedBlocks = 0;
        long lines = 0;
        long textBytes = 0;
        long payloadBytes = 0;
        long signatureBytes = 0;
        int templates = 0;
        long templateBytes = 0;
        for (Day day : days.loaded()) {
            streams += day.streams().size();
            signatureBytes += day.signatures().bytes();
            templates += day.templates().templates();
            templateBytes += day.templates().length();
            for (DayStream stream : day.streams()) {
                openBlocks += stream.open() == null ? 0 : 1;
                for (BlockEntry entry : stream.sealed()) {
                    sealedBlocks += entry.header().lines() > 0 ? 1 : 0;
                    lines += entry.header().lines();
                    textBytes += entry.header().textBytes();
                    payloadBytes += entry.place().length();
                }
            }
        }
        return new LogIndexStats(
                days.count(),
                streams,
                openBlocks,
                openBytes,
                sealedBlocks,
                lines,
                textBytes,
                payloadBytes,
                signatureBytes,
                templates,
                templateBytes,
                walBytes,
                appended,
                collecting.duplicates(),
                rejected,
                sealer.failures());
    }
}
