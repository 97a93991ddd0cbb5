package dev.nightjar.ingest.probeconfig;

import dev.nightjar.definition.Section;
import dev.nightjar.definition.Suggestion;
import java.util.List;
import java.util.Map;

/** Names that the domain name system has for its numbers. */
public final class DnsNames {
    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("A", 1),
            Map.entry("NS", 2),
            Map.entry("CNAME", 5),
            Map.entry("SOA", 6),
            Map.entry("PTR", 12),
            Map.entry("MX", 15),
            Map.entry("TXT", 16),
            Map.entry("AAAA", 28),
            Map.entry("SRV", 33),
            Map.entry("DS", 43),
            Map.entry("RRSIG", 46),
            Map.entry("DNSKEY", 48),
            Map.entry("TLSA", 52),
            Map.entry("HTTPS", 65),
            Map.entry("ANY", 255),
            Map.entry("CAA", 257));
    private static final Map<String, Integer> CLASSES = Map.of("IN", 1, "CH", 3, "CHAOS", 3, "HS", 4, "ANY", 255);
    private static final List<String> RCODES = List.of(
            "NOERROR",
            "FORMERR",
            "SERVFAIL",
            "NXDOMAIN",
            "NOTIMP",
            "REFUSED",
            "YXDOMAIN",
            "YXRRSET",
            "NXRRSET",
            "NOTAUTH",
            "NOTZONE");

    private DnsNames() {}

    static String type(Section of, String field, String otherwise) {
        String written = of.text(field).orElse(otherwise);
        if (!TYPES.containsKey(written) && !written.matches("TYPE\\d{1,5}")) {
            of.problem(
                    field,
                    field + ": no type of records: \"" + written + "\""
                            + Suggestion.among(TYPES.keySet().stream().sorted().toList(), written));
        }
        return written;
    }

    static String dnsClass(Section of) {
        String written = of.text("query_class").orElse("IN");
        if (!CLASSES.containsKey(written)) {
            of.problem("query_class", "query_class: must be IN, CH, HS or ANY, found \"" + written + "\"");
        }
        return written;
    }

    public static int typeNumber(String type) {
        Integer known = TYPES.get(type);
        return known == null ? Integer.parseInt(type.substring("TYPE".length())) : known;
    }

    public static int classNumber(String dnsClass) {
        return CLASSES.getOrDefault(dnsClass, 1);
    }

    public static String type(int number) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("TYPE" + number);
    }

    public static String dnsClass(int number) {
        return switch (number) {
            case 1 -> "IN";
            case 3 -> "CH";
            case 4 -> "HS";
            default -> "CLASS" + number;
        };
    }

    public static String rcode(int number) {
        return number < RCODES.size() ? RCODES.get(number) : "RCODE" + number;
    }
}
