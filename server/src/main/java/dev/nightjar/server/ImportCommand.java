package dev.nightjar.server;

import dev.nightjar.ingest.transfer.ImportProgress;
import dev.nightjar.ingest.transfer.Importer;
import dev.nightjar.ingest.transfer.SampleFeed;
import dev.nightjar.ingest.transfer.SampleFeeds;
import dev.nightjar.ingest.transfer.TransferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar import}: sends what another system has stored to a running server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Send stored samples to a running server: a data directory or snapshot of Prometheus, the output of",
            "promtool tsdb dump, or OpenMetrics text with timestamps. Broken off, it goes on where it was."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "A file or a directory.")
    Path source = Path.of("");

    @Mixin
    ServerAccess access = new ServerAccess();

    @Option(
            names = "--progress",
            paramLabel = "FILE",
            description = "Where to remember how far it came (default: NAME.import-progress in this folder).")
    @Nullable
    Path progress;

    private int shownPercent = -1;

    @Override
    public Integer call() throws IOException, InterruptedException, StartException {
        Path file =
                progress != null ? progress : Path.of(source.toAbsolutePath().getFileName() + ".import-progress");
        try (SampleFeed feed = SampleFeeds.open(source);
                ServerConnection server = access.connect()) {
            ImportProgress remembered = new ImportProgress(file, description());
            long skip = remembered.steps();
            if (skip > 0) {
                System.err.println("going on after " + skip + " steps, as " + file + " says");
            }
            Importer.Outcome outcome = new Importer(server.samples(), Thread::sleep)
                    .run(feed, skip, (steps, soFar, share) -> {
                        remembered.reached(steps);
                        show(soFar, share);
                    });
            remembered.delete();
            return report(outcome, feed.leftOut());
        } catch (TransferException | UncheckedIOException e) {
            throw new StartException(e.getMessage() + ServerProblem.advice(e.getCause()));
        }
    }

    /** A file that has grown since is not the same source: its steps may not be. */
    private String description() throws IOException {
        String size = Files.isRegularFile(source) ? ", " + Files.size(source) + " bytes" : "";
        return source.toAbsolutePath() + size + " to " + access.server;
    }

    private void show(Importer.Outcome soFar, double share) {
        int percent = (int) (100 * share);
        if (percent != shownPercent) {
            shownPercent = percent;
            System.err.printf("%3d %%  %,d samples stored, %,d refused%n", percent, soFar.stored(), refused(soFar));
        }
    }

    private static long refused(Importer.Outcome outcome) {
        return outcome.refused().values().stream().mapToLong(Long::longValue).sum();
    }

    private static int report(Importer.Outcome outcome, String leftOut) {
        System.out.printf("%,d samples stored%n", outcome.stored());
        if (!leftOut.isEmpty()) {
            System.out.println("left out: " + leftOut);
        }
        for (Map.Entry<String, String> reason : outcome.reasons().entrySet()) {
            System.out.printf(
                    "refused: %,d, %s: %s%n",
                    outcome.refused().getOrDefault(reason.getKey(), 0L), reason.getKey(), reason.getValue());
        }
        return refused(outcome) == 0 ? 0 : 1;
    }
}
