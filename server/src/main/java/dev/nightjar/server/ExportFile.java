package dev.nightjar.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An export's file: parts of OpenMetrics text, one a metric, each begun by its {@code # TYPE} line, and {@code # EOF}
 * once all are there. No other line can begin so: values hold no raw line feeds.
 */
final class ExportFile implements Closeable {
    private static final String BEGIN = "# TYPE ";
    private static final String END = "# EOF\n";
    private static final int WINDOW_BYTES = 1 << 20;

    /** Longer than any line that names a metric's type. */
    private static final int OVERLAP_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel file;

    ExportFile(Path path) throws IOException {
        this.path = path;
        this.file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Forgets all that is there. */
    void restart() throws IOException {
        file.truncate(0);
    }

    /**
     * Cuts off the last part, which may not be whole, and returns its metric's name; empty if there is none. What is no
     * export, or a complete one, is left as it is and refused.
     */
    String reopen() throws IOException, StartException {
        String head = text(0, BEGIN.length());
        if (text(Math.max(0, file.size() - END.length() - 1), END.length() + 1).endsWith("\n" + END)
                || head.equals(END)) {
            throw new StartException(path + " is a complete export already; --force writes it anew");
        }
        if (!BEGIN.startsWith(head)) {
            throw new StartException(path + " is no export that was broken off; --force overwrites it");
        }
        for (long to = file.size(); to > 0; to -= WINDOW_BYTES) {
            long from = Math.max(0, to - WINDOW_BYTES);
            String window = text(from, (int) (to - from) + OVERLAP_BYTES);
            int begin = lastBegin(window, from == 0);
            if (begin >= 0) {
                file.truncate(from + begin);
                int name = begin + BEGIN.length();
                byte[] line =
                        window.substring(name, window.indexOf('\n', begin)).getBytes(StandardCharsets.ISO_8859_1);
                return name(new String(line, StandardCharsets.UTF_8));
            }
        }
        file.truncate(0);
        return "";
    }

    /** Of a whole line: one that was torn names nothing. */
    private static int lastBegin(String window, boolean atStart) {
        int lastLineEnd = window.lastIndexOf('\n');
        int at = lastLineEnd < 1 ? -1 : window.lastIndexOf("\n" + BEGIN, lastLineEnd - 1);
        if (at >= 0) {
            return at + 1;
        }
        return atStart && lastLineEnd > 0 && window.startsWith(BEGIN) ? 0 : -1;
    }

    private static String name(String line) {
        String name = line.substring(0, line.lastIndexOf(' '));
        if (!name.startsWith("\"")) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < name.length() - 1; i++) {
            char c = name.charAt(i);
            if (c == '\\') {
                i++;
                c = name.charAt(i) == 'n' ? '\n' : name.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }

    /** Bytes as characters of one byte each, so that a place in the text is a place in the file. */
    private String text(long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, file.size() - from));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // until all is there
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    /** Answers what the part could not hold; the line that says so is not kept. */
    LeftOut append(InputStream part) throws IOException {
        file.position(file.size());
        OutputStream out = Channels.newOutputStream(file);
        part.transferTo(out);
        long from = Math.max(0, file.size() - LeftOut.MOST_BYTES);
        String tail = text(from, LeftOut.MOST_BYTES);
        file.truncate(from + LeftOut.begin(tail));
        return LeftOut.of(tail);
    }

    /** Says that all is there, and brings it to the disk. */
    void end() throws IOException {
        file.write(ByteBuffer.wrap(END.getBytes(StandardCharsets.US_ASCII)), file.size());
        file.force(true);
    }

    long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
