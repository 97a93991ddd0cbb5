package dev.nightjar.ingest.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks in a Prometheus data directory (or one block), oldest name first, a step for each chunk. What is in the
 * write-ahead log only is not in a block: a snapshot by Prometheus' admin API has everything.
 */
final class BlockFeed implements SampleFeed {
    private final List<Path> blocks;
    private int next;
    private @Nullable PrometheusBlock present;
    private long unknown;

    BlockFeed(Path directory) throws IOException, TransferException {
        if (isBlock(directory)) {
            blocks = List.of(directory);
        } else {
            try (Stream<Path> found = Files.list(directory)) {
                blocks = found.filter(BlockFeed::isBlock).sorted().toList();
            }
        }
        if (blocks.isEmpty()) {
            throw new TransferException(
                    directory + " has no blocks of Prometheus (folders with an index, a meta.json and"
                            + " chunks); name the folder that --storage.tsdb.path named, or a snapshot in it");
        }
    }

    static boolean isBlock(Path directory) {
        return Files.isRegularFile(directory.resolve("index"))
                && Files.isRegularFile(directory.resolve("meta.json"))
                && Files.isDirectory(directory.resolve("chunks"));
    }

    @Override
    public boolean step(Taker taker) throws TransferException {
        while (true) {
            PrometheusBlock block = present;
            if (block == null) {
                if (next == blocks.size()) {
                    return false;
                }
                block = new PrometheusBlock(blocks.get(next++));
                present = block;
            }
            if (block.step(taker)) {
                return true;
            }
            unknown += block.unknownChunks();
            block.close();
            present = null;
        }
    }

    @Override
    public double progress() {
        double inside = present == null ? 0 : present.progress() - 1;
        return (next + inside) / blocks.size();
    }

    @Override
    public String leftOut() {
        return unknown == 0 ? "" : unknown + " chunks of an encoding that is not known";
    }

    @Override
    public void close() {
        if (present != null) {
            present.close();
        }
    }
}
