package dev.nightjar.server.config;

import dev.nightjar.logindex.LogIndexConfig;
import dev.nightjar.logindex.LogLimits;
import dev.nightjar.server.config.NightjarConfig.RetentionRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The log index. */
public record LogsConfig(
        @Meaning("Lines older than this are dropped, whole days at a time, where no rule says otherwise.")
        Duration retention,

        @Meaning(
                "While the store takes more than this on the disk, such as `50GB`, its oldest day is dropped; empty: no limit.")
        String retentionSize,

        @Meaning(
                "Streams kept for another time: a list of `{match: selector, keep: duration}`, of which the first that matches a stream counts. A rule that can never apply, or changes nothing, is an error.")
        List<RetentionRule> retentionRules,

        @Meaning("The longest line, in bytes.") int maxLineBytes,
        @Meaning("Most labels of a stream.") int maxLabels,

        @Meaning("The longest name of a label, in bytes.") int maxLabelNameBytes,

        @Meaning("The longest value of a label, in bytes.") int maxLabelValueBytes,

        @Meaning("Beyond so many streams with lines of one day only new ones are refused; 0: no limit.")
        int maxStreamsPerDay,

        @Meaning(
                "Bytes of lines a second, on average; who sends more is told to wait (429 with `Retry-After`). 0: no limit.")
        long maxBytesPerSecond,

        @Meaning("The same for the lines of one service; 0: no limit.")
        long maxBytesPerSecondPerSource,

        @Meaning("The same for the lines of one stream; 0: no limit.")
        long maxBytesPerSecondPerStream,

        @Meaning(
                "File of the Ed25519 key, in PEM, that signs what is stored; empty: `logs/signing.key` in the data folder. Made where there is none.")
        String signingKey) {
    public LogsConfig {
        retentionRules = List.copyOf(retentionRules);
        LogsRetention.policy(retention, retentionSize, retentionRules);
        limits(
                maxLineBytes,
                maxLabels,
                maxLabelNameBytes,
                maxLabelValueBytes,
                maxStreamsPerDay,
                maxBytesPerSecond,
                maxBytesPerSecondPerSource,
                maxBytesPerSecondPerStream);
    }

    /** What this means for the store. */
    public LogIndexConfig store() {
        LogIndexConfig store = LogIndexConfig.DEFAULTS
                .withRetention(LogsRetention.policy(retention, retentionSize, retentionRules))
                .withLimits(limits(
                        maxLineBytes,
                        maxLabels,
                        maxLabelNameBytes,
                        maxLabelValueBytes,
                        maxStreamsPerDay,
                        maxBytesPerSecond,
                        maxBytesPerSecondPerSource,
                        maxBytesPerSecondPerStream));
        return signingKey.isEmpty() ? store : store.withSigningKey(Path.of(signingKey));
    }

    private static LogLimits limits(
            int line,
            int labels,
            int labelName,
            int labelValue,
            int streams,
            long perSecond,
            long perSource,
            long perStream) {
        try {
            return new LogLimits(line, labels, labelName, labelValue, streams, perSecond, perSource, perStream);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a limit cannot work: " + e.getMessage(), e);
        }
    }
}
