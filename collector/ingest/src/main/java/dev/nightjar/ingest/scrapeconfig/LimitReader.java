package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits; a job's own go before the global ones. */
final class LimitReader {
    static final List<String> FIELDS = List.of(
            "body_size_limit",
            "sample_limit",
            "label_limit",
            "label_name_length_limit",
            "label_value_length_limit",
            "target_limit",
            "keep_dropped_targets");

    private static final Pattern SIZE = Pattern.compile("0|(\\d{1,12})(?:\\.\\d+)?([KMGTPE]?i?)B");

    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private LimitReader() {}

    static ScrapeLimits read(Section of, ScrapeLimits global) {
        return new ScrapeLimits(
                bytes(of, "body_size_limit", global.bodyBytes()),
                number(of, "sample_limit", global.samples()),
                number(of, "label_limit", global.labels()),
                number(of, "label_name_length_limit", global.labelNameBytes()),
                number(of, "label_value_length_limit", global.labelValueBytes()),
                number(of, "target_limit", global.targets()),
                number(of, "keep_dropped_targets", global.keptDropped()));
    }

    /** 0 in a job stands for the global one, as it does in Prometheus. */
    static int number(Section of, String field, int global) {
        int found = of.text(field).map(text -> number(of, field, text)).orElse(0);
        return found == 0 ? global : found;
    }

    /** Any of the ways in which YAML writes numbers; one that is larger than anything here limits nothing. */
    private static int number(Section of, String field, String text) {
        String digits = text.replace("_", "");
        try {
            BigDecimal found = digits.startsWith("0x")
                    ? new BigDecimal(new BigInteger(digits.substring(2), 16))
                    : new BigDecimal(digits);
            if (found.signum() < 0) {
                of.problem(field, field + ": must not be below 0, found " + text);
                return 0;
            }
            return found.min(MOST).intValue();
        } catch (NumberFormatException e) {
            of.problem(field, field + ": not a whole number: \"" + text + "\"");
            return 0;
        }
    }

    private static long bytes(Section of, String field, long global) {
        String text = of.text(field).orElse("0");
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            of.problem(field, field + ": not a size: \"" + text + "\"; write it like 512KB or 10MB");
            return global;
        }
        String unit = Optional.ofNullable(size.group(2)).orElse("");
        int power = unit.isEmpty() ? 0 : 1 + "KMGTPE".indexOf(unit.charAt(0));
        double bytes = Double.parseDouble(text.replaceAll("[^0-9.]", "")) * Math.pow(1024, power);
        return bytes < 1 ? global : (long) bytes;
    }
}
