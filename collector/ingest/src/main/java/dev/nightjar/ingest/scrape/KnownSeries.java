package dev.nightjar.ingest.scrape;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the series of one target: from the text of a series, as the target writes it, to the labels that are
 * stored, so that labels are parsed, relabelled and checked once and not with every scrape. Also says which series came
 * with the last scrape and not with this one. Not thread-safe.
 *
 * <p>Several texts may mean one series (spaces, order of labels), so texts point to series. Series that have gone are
 * forgotten when the scrape after has been stored, by {@link #settle}.
 */
final class KnownSeries {
    private static final int DROPPED = -1;
    private static final int NEVER = -1;

    private ByteKeys texts = new ByteKeys();
    private int[] seriesOfText = new int[64];
    private ByteKeys series = new ByteKeys();

    /** By series: the last round in which it came, and in which it came without a time of its own. */
    private int[] seen = new int[64];

    private int[] tracked = new int[64];

    /** By series: whether the scrape stored last had it, and whether it will need a marker when it ends. */
    private boolean[] known = new boolean[64];

    private boolean[] live = new boolean[64];

    private int round;
    private int seenTexts;

    /** Texts of the scrape stored last. */
    private int usual;

    private int[] seenText = new int[64];

    private final UntimedExemplars exemplars = new UntimedExemplars();

    /** Makes the labels of a text that is not known; null to drop the series. */
    interface Reader {
        @Nullable
        Labels labels() throws ScrapeException;
    }

    /** Begins a scrape. What came with the one before counts only if that was {@link #settle}d. */
    void begin() {
        round++;
        seenTexts = 0;
        exemplars.begin();
    }

    /** The series that {@code in[from, to)} means, or -1 if it is to be dropped. */
    int of(byte[] in, int from, int to, Reader reader) throws ScrapeException {
        int text = texts.find(in, from, to);
        if (text < 0) {
            Labels labels = reader.labels();
            text = texts.add(in, from, to);
            seriesOfText = room(seriesOfText, text);
            seenText = room(seenText, text);
            seriesOfText[text] = labels == null ? DROPPED : seriesOf(labels);
            seenText[text] = NEVER;
        }
        if (seenText[text] != round) {
            seenText[text] = round;
            seenTexts++;
        }
        return seriesOfText[text];
    }

    /** The series of {@code labels}, known or new. */
    int seriesOf(Labels labels) {
        byte[] bytes = LabelBytes.encode(labels);
        int found = series.find(bytes, 0, bytes.length);
        if (found < 0) {
            found = series.add(bytes, 0, bytes.length);
            makeRoom(found);
            seen[found] = NEVER;
            tracked[found] = NEVER;
            known[found] = false;
            live[found] = false;
        }
        return found;
    }

    private void makeRoom(int one) {
        seen = room(seen, one);
        tracked = room(tracked, one);
        if (one >= known.length) {
            known = Arrays.copyOf(known, 2 * one);
            live = Arrays.copyOf(live, 2 * one);
        }
    }

    private static int[] room(int[] column, int index) {
        return index < column.length ? column : Arrays.copyOf(column, 2 * column.length);
    }

    /** Notes that it came; answers whether it had come in this round already. */
    boolean come(int one, boolean tracks) {
        boolean again = seen[one] == round;
        seen[one] = round;
        if (tracks) {
            tracked[one] = round;
        }
        return again;
    }

    /** Whether neither the scrape stored last had it nor this one; to be asked before {@link #come}. */
    boolean isNew(int one) {
        return seen[one] != round && !known[one];
    }

    /** What is known of the exemplars of these series; it begins, settles and forgets with them. */
    UntimedExemplars exemplars() {
        return exemplars;
    }

    /** The bytes of all labels; where those of a series lie, say {@link #start} and {@link #end}. */
    byte[] bytes() {
        return series.bytes();
    }

    int start(int one) {
        return series.start(one);
    }

    int end(int one) {
        return series.end(one);
    }

    int count() {
        return series.count();
    }

    /** Whether it came, without a time of its own, with the scrape stored last. */
    boolean isLive(int one) {
        return live[one];
    }

    /** Whether it is live and did not come so with this scrape. */
    boolean ended(int one) {
        return live[one] && tracked[one] != round;
    }

    /** Takes this scrape as stored. What did not come with it is forgotten when that is most of what is known. */
    void settle() {
        for (int i = 0; i < series.count(); i++) {
            known[i] = seen[i] == round;
            live[i] = tracked[i] == round;
        }
        exemplars.settle();
        exemplars.keep(known);
        usual = seenTexts;
        if (isCrowded()) {
            forget();
        }
    }

    /** Takes it as stored that everything ended, with a scrape that brought nothing. */
    void settleEmpty() {
        Arrays.fill(live, false);
        if (isCrowded()) {
            forget();
            relearn();
        }
    }

    /** A target that fails again and again, each time with other series, must not fill the memory either. */
    private boolean isCrowded() {
        return texts.count() > 2 * usual + 1000;
    }

    /** Closes the gaps in place: what is kept moves to the front, so nothing is overwritten before it is read. */
    private void forget() {
        ByteKeys oldTexts = texts;
        ByteKeys oldSeries = series;
        texts = new ByteKeys();
        series = new ByteKeys();
        int[] moved = new int[oldSeries.count()];
        Arrays.fill(moved, NEVER);
        for (int i = 0; i < moved.length; i++) {
            if (known[i]) {
                int to = series.add(oldSeries.bytes(), oldSeries.start(i), oldSeries.end(i));
                moved[i] = to;
                seen[to] = seen[i];
                tracked[to] = tracked[i];
                known[to] = true;
                live[to] = live[i];
            }
        }
        for (int i = 0; i < oldTexts.count(); i++) {
            int old = seriesOfText[i];
            if (seenText[i] == round && (old == DROPPED || moved[old] != NEVER)) {
                int to = texts.add(oldTexts.bytes(), oldTexts.start(i), oldTexts.end(i));
                seriesOfText[to] = old == DROPPED ? DROPPED : moved[old];
                seenText[to] = round;
            }
        }
        exemplars.renumber(moved);
    }

    /** Forgets what texts mean, as rules have changed; keeps which series are live, so that they can end. */
    void relearn() {
        texts = new ByteKeys();
    }
}
