package dev.nightjar.web.alertmanager;

import dev.nightjar.alerting.silence.Recurrence;
import dev.nightjar.alerting.silence.Silence;
import dev.nightjar.definition.DurationText;
import dev.nightjar.model.Matcher;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A silence as a document; of one that recurs, the present or the next time. */
public final class SilenceJson {
    private SilenceJson() {}

    public static Map<String, Object> of(Silence silence, Instant now) {
        Silence.Occurrence shown = silence.occurrence(now);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", silence.id());
        document.put("status", Map.of("state", silence.state(now).name().toLowerCase(Locale.ROOT)));
        document.put("updatedAt", ApiTime.of(silence.updatedAt()));
        document.put("comment", silence.comment());
        document.put("createdBy", silence.createdBy());
        document.put("endsAt", ApiTime.of(shown.endsAt()));
        document.put("matchers", matchers(silence.matchers()));
        document.put("startsAt", ApiTime.of(shown.startsAt()));
        if (!silence.annotations().isEmpty()) {
            document.put("annotations", new TreeMap<>(silence.annotations()));
        }
        Recurrence recurrence = silence.recurrence();
        if (recurrence != null) {
            Map<String, Object> comes = new LinkedHashMap<>();
            comes.put("every", recurrence.every().word());
            comes.put("zone", recurrence.zone().getId());
            Instant until = recurrence.until();
            if (until != null) {
                comes.put("until", ApiTime.of(until));
            }
            document.put("recurrence", comes);
        }
        if (!silence.quiet().isZero()) {
            document.put("endWhenQuietFor", DurationText.of(silence.quiet()));
        }
        if (!silence.remind().isZero()) {
            document.put("remindBefore", DurationText.of(silence.remind()));
        }
        if (!silence.expiredBy().isEmpty()) {
            document.put("expiredBy", silence.expiredBy());
        }
        return document;
    }

    private static List<Map<String, Object>> matchers(List<Matcher> matchers) {
        return matchers.stream()
                .map(matcher -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("isEqual", matcher.op() == Matcher.Op.EQUAL || matcher.op() == Matcher.Op.MATCHES);
                    one.put("isRegex", matcher.op() == Matcher.Op.MATCHES || matcher.op() == Matcher.Op.NOT_MATCHES);
                    one.put("name", matcher.name());
                    one.put("value", matcher.value());
                    return one;
                })
                .toList();
    }
}
