package dev.nightjar.tsdb;

import org.roaringbitmap.RoaringBitmap;

/**
 * Which series have samples on a day, and which label pairs those have. Ids are given out in order of time, so the
 * series of other days lie in other containers of the bitmaps, and meeting a day's bitmap with the postings of all
 * time steps over them. Guarded by {@link SeriesIndex}.
 */
final class ActiveDay {
    final int day;
    final RoaringBitmap series;
    final RoaringBitmap pairs;
    boolean changed;

    ActiveDay(int day, RoaringBitmap series, RoaringBitmap pairs) {
        this.day = day;
        this.series = series;
        this.pairs = pairs;
    }
}
