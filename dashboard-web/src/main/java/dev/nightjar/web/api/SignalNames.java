package dev.nightjar.web.api;

import dev.nightjar.query.deviation.Signal;
import dev.nightjar.query.deviation.Signals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Which signal a query shows, so that a suspect can lead to its panel. */
final class SignalNames {
    private static final Map<String, Pattern> QUERIES = new LinkedHashMap<>();

    static {
        for (Signal signal : Signals.STANDARD) {
            String query = "\\Q" + signal.query("\\E[^}]*\\Q", "\\E[^\\]]+\\Q") + "\\E";
            QUERIES.put(signal.id(), Pattern.compile(query));
        }
    }

    private SignalNames() {}

    /** The signal's id; empty where it is none of the standard ones. */
    static String of(String query) {
        for (Map.Entry<String, Pattern> signal : QUERIES.entrySet()) {
            if (signal.getValue().matcher(query).matches()) {
                return signal.getKey();
            }
        }
        return "";
    }
}
