package dev.nightjar.alerting;

import dev.nightjar.definition.Problem;
import java.util.List;

/** What became of reading the definitions anew. */
public sealed interface ReloadResult {
    /** All of them are in force. */
    record Applied(int groups, int slos) implements ReloadResult {}

    /** The old ones stay in force, all of them. */
    record Refused(List<Problem> problems) implements ReloadResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
