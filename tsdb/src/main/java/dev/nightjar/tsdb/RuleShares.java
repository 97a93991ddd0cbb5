package dev.nightjar.tsdb;

import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.tsdb.SeriesIndex.View;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** Shares series out among the rules of retention: to the first that matches, the rest to the one for everything else. */
final class RuleShares {
    private RuleShares() {}

    /** The view's active series of each rule, and last those that no rule is for. */
    static List<RoaringBitmap> of(View view, List<RetentionRule> rules) {
        List<RoaringBitmap> shares = new ArrayList<>();
        RoaringBitmap rest = Selector.active(view);
        for (RetentionRule rule : rules) {
            RoaringBitmap share = RoaringBitmap.and(Selector.select(view, rule.matchers()), rest);
            rest.andNot(share);
            shares.add(share);
        }
        shares.add(rest);
        return shares;
    }
}
