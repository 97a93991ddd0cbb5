package dev.nightjar.ingest.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of lines, a step for each. */
abstract class TextFeed implements SampleFeed {
    private final Path file;
    private final long length;
    private final Counted bytes;
    private final LineReader lines;
    private boolean ended;

    TextFeed(Path file) throws IOException {
        this.file = file;
        this.length = Files.size(file);
        this.bytes = new Counted(Files.newInputStream(file));
        this.lines = new LineReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    @Override
    public final boolean step(Taker taker) throws TransferException {
        if (ended) {
            return false;
        }
        try {
            String line = lines.next();
            if (line == null) {
                ended = true;
                end(taker);
                return false;
            }
            line(line, taker);
            return true;
        } catch (IOException e) {
            throw new TransferException(file + " cannot be read: " + e, e);
        }
    }

    abstract void line(String line, Taker taker) throws TransferException;

    /** Behind the last line. */
    abstract void end(Taker taker) throws TransferException;

    final TransferException refused(String message, Throwable cause) {
        return new TransferException(file + ", " + message, cause);
    }

    @Override
    public final double progress() {
        return length == 0 ? 1 : Math.min(1, (double) bytes.count / length);
    }

    @Override
    public final void close() throws IOException {
        lines.close();
    }

    /** Counts the bytes that were read. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int found = super.read();
            count += found < 0 ? 0 : 1;
            return found;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            int found = super.read(to, from, most);
            count += Math.max(0, found);
            return found;
        }
    }
}
