package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which templates the lines of a block begin with, and when first in each version. Used by the sealing thread. */
final class Sightings {
    /** Of a line whose first row has the template; {@code moreRows}: and that has further rows. */
    record Sighting(int template, boolean moreRows, String version, long timeNanos) {}

    private final List<String> versions = new ArrayList<>();
    private final List<BitSet> seenInVersion = new ArrayList<>();
    private final List<Sighting> found = new ArrayList<>();
    private boolean perLine;
    private int present;
    private Labels presentMetadata = Labels.EMPTY;
    private Lines lines = Block.Found.NOTHING.lines();

    /** {@code lines} of a stream, in order of time. */
    void begin(Labels labels, Lines of) {
        found.clear();
        versions.clear();
        seenInVersion.forEach(BitSet::clear);
        lines = of;
        String version = Origins.version(labels);
        perLine = version.isEmpty() && of.hasMetadata();
        presentMetadata = Labels.EMPTY;
        present = number(version);
    }

    private int number(String version) {
        int known = versions.indexOf(version);
        if (known >= 0) {
            return known;
        }
        versions.add(version);
        if (seenInVersion.size() < versions.size()) {
            seenInVersion.add(new BitSet());
        }
        return versions.size() - 1;
    }

    void see(int line, int template, boolean moreRows) {
        if (perLine) {
            Labels metadata = lines.metadata(line);
            if (!metadata.equals(presentMetadata)) {
                presentMetadata = metadata;
                present = number(Origins.version(metadata));
            }
        }
        int bit = 2 * template + (moreRows ? 1 : 0);
        BitSet seen = seenInVersion.get(present);
        if (!seen.get(bit)) {
            seen.set(bit);
            found.add(new Sighting(template, moreRows, versions.get(present), lines.timestamp(line)));
        }
    }

    /** Of the block last encoded; good until the next. */
    List<Sighting> found() {
        return found;
    }
}
