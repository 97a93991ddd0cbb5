package dev.nightjar.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What commands print, without what a terminal obeys: names, titles and messages come from whoever sends telemetry and
 * from servers, and an escape sequence in one of them could clear the screen, write over other lines or set a clipboard.
 * Line breaks and tabs stay. Takes UTF-8; thread-safe as far as its {@link PrintStream} is.
 */
final class TerminalStream extends FilterOutputStream {
    private static final int DELETE = 0x7f;

    /** First byte of the control characters from 0x80 to 0x9f, in UTF-8. */
    private static final int LEAD = 0xc2;

    private static final int FIRST_CONTROL = 0x80;
    private static final int LAST_CONTROL = 0x9f;
    private static final byte[] SHOWN = "\ufffd".getBytes(StandardCharsets.UTF_8);

    private boolean afterLead;

    private TerminalStream(OutputStream out) {
        super(out);
    }

    static PrintStream of(PrintStream terminal) {
        return new PrintStream(new TerminalStream(terminal), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) throws IOException {
        int value = b & 0xff;
        if (afterLead) {
            afterLead = false;
            if (value >= FIRST_CONTROL && value <= LAST_CONTROL) {
                out.write(SHOWN);
                return;
            }
            out.write(LEAD);
        }
        if (value == LEAD) {
            afterLead = true;
        } else if ((value < ' ' && value != '\n' && value != '\t') || value == DELETE) {
            out.write(SHOWN);
        } else {
            out.write(value);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }
}
