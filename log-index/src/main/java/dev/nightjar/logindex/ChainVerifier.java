package dev.nightjar.logindex;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recomputes the hash chain of a stream's blocks and reads every block in full. */
final class ChainVerifier {
    private ChainVerifier() {}

    /** {@code templates}: the day's, as they are on the disk now. */
    static List<ChainFault> verify(Day day, TemplateFile templates, DayStream stream, List<BlockEntry> chain) {
        List<ChainFault> faults = new ArrayList<>();
        byte[] before = DayStream.chainStart(stream.labels());
        for (int i = 0; i < chain.size(); i++) {
            BlockEntry entry = chain.get(i);
            String found = fault(day, templates, entry, before);
            if (!found.isEmpty()) {
                faults.add(new ChainFault(
                        Day.folderName(day.number()),
                        stream.labels(),
                        i,
                        day.payload().file(entry.place().file()).toString(),
                        entry.place().offset(),
                        found));
            }
            before = entry.hash();
        }
        return faults;
    }

    private static String fault(Day day, TemplateFile templates, BlockEntry entry, byte[] before) {
        try {
            byte[] bytes = day.payload().read(entry.place());
            if (!Arrays.equals(DayStream.chainLink(before, bytes), entry.hash())) {
                return "the block's bytes are not those the chain was made of";
            }
            Block block = day.read(entry, templates);
            if (!block.header().equals(entry.header())) {
                return "the block's header is not the catalog's";
            }
            block.verify();
            return "";
        } catch (IOException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
