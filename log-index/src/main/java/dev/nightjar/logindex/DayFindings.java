package dev.nightjar.logindex;

import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came out when a day was looked at. */
final class DayFindings {
    final List<LogFault> faults = new ArrayList<>();
    /** Of the day's last commit; 0 where there is none. */
    long generation;

    int streams;
    long blocks;
    long lines;
    long removals;
    /** The highest number of a line that its blocks may hold. */
    long lastSequence;

    /** Null where the day is not signed. */
    LogVerification.@Nullable Head head;
}
