package dev.nightjar.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Gzip that anybody may have sent. The JDK's stream calls itself for each empty member, of which 50,000 fit into a
 * megabyte: what would overflow the stack, and end the thread that reads, is refused like other damage.
 */
public final class GzipInput extends GZIPInputStream {
    public GzipInput(InputStream in) throws IOException {
        super(in);
    }

    public GzipInput(InputStream in, int bufferBytes) throws IOException {
        super(in, bufferBytes);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return super.read(into, from, length);
        } catch (StackOverflowError e) {
            throw new ZipException("too many empty members, one behind the other");
        }
    }
}
