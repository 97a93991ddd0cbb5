package dev.nightjar.ingest.probeconfig;

import dev.nightjar.definition.Section;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Prometheus' configurations write them: {@code 10MB} and {@code 10MiB} are the same. */
final class SizeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([KMGT]?)i?B?");

    private SizeText() {}

    /** 0 where there is none. */
    static long bytes(Section of, String field) {
        String text = of.text(field).orElse("0");
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            of.problem(field, field + ": not a size: \"" + text + "\"; write it like 10MB");
            return 0;
        }
        int unit = "KMGT".indexOf(String.valueOf(matcher.group(2)));
        boolean plain = String.valueOf(matcher.group(2)).isEmpty();
        return Long.parseLong(String.valueOf(matcher.group(1))) << (plain ? 0 : 10 * (unit + 1));
    }
}
