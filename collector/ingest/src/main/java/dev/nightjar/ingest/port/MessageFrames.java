package dev.nightjar.ingest.port;

import dev.nightjar.model.Rejection;
import java.util.Arrays;

/**
 * Takes the bytes of one connection apart into messages, which stay where they lie: what was handed out is not written to. Where lengths may come before messages, each message may have
 * one or not: one that begins with a digit has. A message over the limit is skipped and counted, those behind it are
 * not. Not thread-safe.
 */
final class MessageFrames {
    /** Of a length: what is longer is none. */
    private static final int MOST_DIGITS = 8;

    private static final byte[] NOTHING = new byte[0];

    /** Takes a message, {@code in[from, to)}. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] in, int from, int to);
    }

    private final boolean mayCount;
    private final int maxBytes;
    private byte[] pending = NOTHING;
    private int pendingLength;

    /** Bytes of a counted message that are yet to be skipped. */
    private long toSkip;

    /** Whether the rest of a line is yet to be skipped. */
    private boolean skipsLine;

    private int tooLong;

    /** Up to where no end of the line that pending bytes begin with was found: it is looked for from there on. */
    private int scanned;

    MessageFrames(boolean mayCount, int maxBytes) {
        this.mayCount = mayCount;
        this.maxBytes = maxBytes;
    }

    /** Messages that are whole now, which are {@code in[from, to)}; empty ones are left out. Takes the piece over. */
    void feed(byte[] piece, Taker to) {
        if (pendingLength == 0) {
            pending = piece;
            pendingLength = piece.length;
        } else {
            append(piece);
        }
        int at = 0;
        while (at < pendingLength) {
            int next = next(at, to);
            if (next < 0) {
                break;
            }
            at = next;
        }
        if (at > 0) {
            scanned = Math.max(0, scanned - at);
            pending = at == pendingLength ? NOTHING : Arrays.copyOfRange(pending, at, pendingLength);
            pendingLength = pending.length;
        }
    }

    /** What is said of messages over the limit. */
    static Rejection tooLong(int maxBytes, int messages) {
        return new Rejection(
                "line_too_long", "a message has more than " + maxBytes + " bytes; send shorter ones", messages);
    }

    /** What is left where the connection ends: a line may lack its end, a counted message may not lack bytes. */
    void end(Taker to) {
        boolean cut = toSkip > 0 || skipsLine || (mayCount && counted(0) >= 0);
        if (!cut) {
            take(0, pendingLength, to);
        }
        pending = NOTHING;
        pendingLength = 0;
    }

    /** Messages over the limit since this was asked before. */
    int takeTooLong() {
        int found = tooLong;
        tooLong = 0;
        return found;
    }

    private void append(byte[] piece) {
        if (pendingLength + piece.length > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pendingLength + piece.length, 2 * pending.length));
        }
        System.arraycopy(piece, 0, pending, pendingLength, piece.length);
        pendingLength += piece.length;
    }

    /** Where to go on; less than 0 where more bytes are needed. */
    private int next(int at, Taker to) {
        if (toSkip > 0) {
            int skipped = (int) Math.min(toSkip, pendingLength - at);
            toSkip -= skipped;
            return at + skipped;
        }
        if (!skipsLine && mayCount && pending[at] >= '1' && pending[at] <= '9') {
            int space = counted(at);
            if (space == MORE) {
                return MORE;
            }
            if (space >= 0) {
                return countedMessage(at, space, to);
            }
        }
        return line(at, to);
    }

    private static final int MORE = -1;
    private static final int NOT_COUNTED = -2;

    /** Where the space behind a length is. */
    private int counted(int at) {
        int i = at;
        while (i < pendingLength && i - at <= MOST_DIGITS && pending[i] >= '0' && pending[i] <= '9') {
            i++;
        }
        if (i == at || i - at > MOST_DIGITS) {
            return NOT_COUNTED;
        }
        if (i == pendingLength) {
            return MORE;
        }
        return pending[i] == ' ' ? i : NOT_COUNTED;
    }

    private int countedMessage(int at, int space, Taker to) {
        int length = 0;
        for (int i = at; i < space; i++) {
            length = 10 * length + pending[i] - '0';
        }
        int from = space + 1;
        if (length > maxBytes) {
            tooLong++;
            toSkip = length;
            return from;
        }
        if (from + length > pendingLength) {
            return MORE;
        }
        take(from, from + length, to);
        return from + length;
    }

    private int line(int at, Taker to) {
        int end = Math.max(at, scanned);
        while (end < pendingLength && pending[end] != '\n' && pending[end] != 0) {
            end++;
        }
        scanned = end;
        if (end < pendingLength) {
            if (skipsLine || end - at > maxBytes) {
                tooLong += skipsLine ? 0 : 1;
                skipsLine = false;
            } else {
                take(at, end, to);
            }
            return end + 1;
        }
        if (skipsLine) {
            return end;
        }
        if (end - at > maxBytes) {
            tooLong++;
            skipsLine = true;
            return end;
        }
        return MORE;
    }

    private void take(int from, int to, Taker messages) {
        int end = to;
        while (end > from && (pending[end - 1] == '\r' || pending[end - 1] == '\n')) {
            end--;
        }
        if (end > from) {
            messages.take(pending, from, end);
        }
    }
}
