package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.tsdb.SeriesIndex.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds series by matchers: each matcher is held against the distinct values of its name, not against series, and
 * becomes a bitmap; the bitmaps meet, the smallest first.
 */
final class Selector {
    private static final String MEANING_IN_RE2 = "\\.+*?()[]{}^$";

    private Selector() {}

    /** The series that are active on the view's days and fulfil all matchers. */
    static RoaringBitmap select(View view, List<Matcher> matchers) {
        RoaringBitmap pairs = activePairs(view);
        List<Matcher> direct = new ArrayList<>();
        List<Matcher> searching = new ArrayList<>();
        for (Matcher matcher : matchers) {
            (matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty() ? direct : searching).add(matcher);
        }
        List<RoaringBitmap> found = new ArrayList<>();
        for (Matcher matcher : direct) {
            int pair = view.dictionary().find(matcher.name(), matcher.value());
            if (pair < 0 || !pairs.contains(pair)) {
                return new RoaringBitmap();
            }
            found.add(view.dictionary().postings(pair));
        }
        found.sort(Comparator.comparingInt(RoaringBitmap::getCardinality));
        RoaringBitmap result = found.isEmpty() ? active(view) : activeOf(view, found.getFirst());
        for (RoaringBitmap postings : found) {
            result.and(postings);
        }
        for (Matcher matcher : searching) {
            if (result.isEmpty()) {
                return result;
            }
            RoaringBitmap named = union(view, pairs, matcher, !matcher.matchesAbsent());
            if (matcher.matchesAbsent()) {
                result.andNot(named);
            } else {
                result.and(named);
            }
        }
        return result;
    }

    /** The series whose value of the matcher's name is there and does ({@code matching}) or does not match. */
    private static RoaringBitmap union(View view, RoaringBitmap pairs, Matcher matcher, boolean matching) {
        PairDictionary dictionary = view.dictionary();
        RoaringBitmap union = new RoaringBitmap();
        if (matching && matcher.op() == Matcher.Op.MATCHES && isPlainAlternatives(matcher.value())) {
            for (String value : matcher.value().split("\\|", -1)) {
                int pair = dictionary.find(matcher.name(), value);
                if (pair >= 0) {
                    union.or(dictionary.postings(pair));
                }
            }
            return union;
        }
        for (int pair : dictionary.idsOf(matcher.name())) {
            if (pairs.contains(pair) && matcher.matches(dictionary.pair(pair).value()) == matching) {
                union.or(dictionary.postings(pair));
            }
        }
        return union;
    }

    private static boolean isPlainAlternatives(String regex) {
        return regex.chars().noneMatch(c -> MEANING_IN_RE2.indexOf(c) >= 0);
    }

    /** Those of {@code series} that are active: never a copy of all that are. */
    private static RoaringBitmap activeOf(View view, RoaringBitmap series) {
        RoaringBitmap union = new RoaringBitmap();
        view.days().forEach(day -> union.or(RoaringBitmap.and(day.series, series)));
        return union;
    }

    static RoaringBitmap active(View view) {
        List<ActiveDay> days = view.days();
        RoaringBitmap union = new RoaringBitmap();
        days.forEach(day -> union.or(day.series));
        return union;
    }

    static RoaringBitmap activePairs(View view) {
        List<ActiveDay> days = view.days();
        if (days.size() == 1) {
            return days.getFirst().pairs;
        }
        RoaringBitmap union = new RoaringBitmap();
        days.forEach(day -> union.or(day.pairs));
        return union;
    }

    /** In the order of chunks on disk, as metric in the upper and id in the lower half. */
    static long[] inKeyOrder(View view, RoaringBitmap series) {
        long[] keys = new long[series.getCardinality()];
        int[] ids = series.toArray();
        for (int i = 0; i < ids.length; i++) {
            keys[i] = (long) view.table().metric(ids[i]) << 32 | ids[i];
        }
        Arrays.sort(keys);
        return keys;
    }

    static List<Labels> labels(View view, List<Matcher> matchers) {
        List<Labels> labels = new ArrayList<>();
        select(view, matchers)
                .forEach((int id) -> labels.add(
                        SeriesIndex.labelsOf(view.dictionary(), view.table().pairs(id))));
        return labels;
    }

    static List<String> names(View view, List<Matcher> matchers) {
        TreeSet<String> names = new TreeSet<>();
        RoaringBitmap series = matchers.isEmpty() ? new RoaringBitmap() : select(view, matchers);
        activePairs(view).forEach((int pair) -> {
            Label label = view.dictionary().pair(pair);
            if (!names.contains(label.name())
                    && (matchers.isEmpty()
                            || RoaringBitmap.intersects(
                                    series, view.dictionary().postings(pair)))) {
                names.add(label.name());
            }
        });
        return List.copyOf(names);
    }

    static List<String> values(View view, String name, List<Matcher> matchers) {
        TreeSet<String> values = new TreeSet<>();
        RoaringBitmap active = activePairs(view);
        RoaringBitmap series = matchers.isEmpty() ? new RoaringBitmap() : select(view, matchers);
        for (int pair : view.dictionary().idsOf(name)) {
            if (active.contains(pair)
                    && (matchers.isEmpty()
                            || RoaringBitmap.intersects(
                                    series, view.dictionary().postings(pair)))) {
                values.add(view.dictionary().pair(pair).value());
            }
        }
        return List.copyOf(values);
    }
}
