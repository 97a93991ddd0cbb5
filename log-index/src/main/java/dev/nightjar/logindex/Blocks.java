package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.nio.file.Path;

/** Sealed blocks of every version there has been. */
final class Blocks {
    private Blocks() {}

    /** {@code templates}: of the block's day. */
    static Block read(Sections sections, TemplateFile templates) {
        return switch (sections.version()) {
            case TextBlock.VERSION -> new TextBlock(sections);
            case TemplateBlock.VERSION -> new TemplateBlock(sections, templates);
            default ->
                throw sections.broken(
                        4,
                        "the block has version " + sections.version() + ", this program knows " + TextBlock.VERSION
                                + " and " + TemplateBlock.VERSION);
        };
    }

    /** What is read of a block whose lines are all gone. */
    static Sections nothing(Path file, BlockHeader header) {
        ByteWriter times = new ByteWriter(16);
        Timestamps.write(times, new long[0], 0);
        ByteWriter numbers = new ByteWriter(16);
        PackedLongs.write(numbers, new long[0], 0);
        ByteWriter counts = new ByteWriter(2).writeZigzag(0).writeVarint(0);
        LineColumns columns = new LineColumns(times, counts, numbers, numbers, new ByteWriter(0));
        Lines none = new Lines(0, new long[0], new byte[0], new int[0], new byte[0], true, () -> new Labels[0]);
        return new Sections(file, 0, TextBlock.encode(header.emptied(), none, columns));
    }
}
