package dev.nightjar.web.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether what people define is in force as it stands in their files.
 *
 * @param lastSuccess when what is in force was read
 * @param refused what could not be taken into force and stands there still
 */
public record ReloadState(Instant lastSuccess, List<Refusal> refused) {
    /** What is wrong with a file or a folder of them, and when that was found. */
    public record Refusal(Instant since, List<String> problems) {
        public Refusal {
            problems = List.copyOf(problems);
        }
    }

    public ReloadState {
        refused = List.copyOf(refused);
    }

    /** Of two places where people define things. */
    public ReloadState and(ReloadState other) {
        return new ReloadState(
                lastSuccess.isAfter(other.lastSuccess) ? lastSuccess : other.lastSuccess,
                Stream.concat(refused.stream(), other.refused.stream()).toList());
    }
}
