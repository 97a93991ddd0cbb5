package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.List;

/**
 * Turns the lines of an open block into the bytes of a sealed one: templates and columns, or compressed text where the
 * lines do not fit templates or would be smaller so. Used by the sealing thread.
 */
final class BlockEncoder {
    /** A block that takes more than this share of its text is also tried as text. */
    private static final double SUSPICIOUS = 0.3;

    private final TemplateEncoder templates = new TemplateEncoder();

    /** A block's bytes, which 4-grams its lines hold, and how many there are of each level in each second. */
    record Encoded(byte[] bytes, Signature signature, SecondCounts counts) {}

    /** {@code lines} in order of time, at least one. */
    Encoded encode(BlockHeader header, Labels labels, Lines lines, TemplateFile file) {
        templates.sightings().begin(labels, lines);
        LineColumns columns = LineColumns.of(lines);
        SecondCounts counts = SecondCounts.of(lines);
        byte[] encoded = templates.encode(header, lines, columns, file, file.of(Origins.application(labels)));
        if (encoded != null && encoded.length < SUSPICIOUS * lines.textBytes()) {
            return new Encoded(encoded, templates.signature(), counts);
        }
        byte[] text = TextBlock.encode(header, lines, columns);
        return new Encoded(
                encoded == null || text.length < encoded.length ? text : encoded,
                encoded == null ? Signature.of(lines) : templates.signature(),
                counts);
    }

    /** Of the block last encoded. */
    List<Sightings.Sighting> sightings() {
        return templates.sightings().found();
    }
}
