package dev.nightjar.query.logql;

import dev.nightjar.model.LineTest;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.regex.RegexSearch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code ip("…")} names: an address, a range of them ({@code a-b}) or a prefix ({@code a/n}). Found in text by
 * looking at whatever begins like an address.
 */
final class IpPattern {
    private final IpAddress first;
    private final IpAddress last;
    /** Bits that count; negative for a range. */
    private final int prefix;

    private IpPattern(IpAddress first, IpAddress last, int prefix) {
        this.first = first;
        this.last = last;
        this.prefix = prefix;
    }

    /** Throws {@link QueryException} that names the stage where the pattern is none of these. */
    static IpPattern parse(String pattern, Stage stage) {
        return parse(pattern)
                .orElseThrow(() -> ParseError.stage(stage, "ip: invalid pattern: " + GoText.quoted(pattern)));
    }

    static Optional<IpPattern> parse(String pattern) {
        int slash = pattern.indexOf('/');
        int dash = pattern.indexOf('-');
        if (slash >= 0) {
            String bits = pattern.substring(slash + 1);
            boolean digits = bits.matches("0|[1-9][0-9]{0,2}");
            return IpAddress.parse(pattern.substring(0, slash))
                    .filter(address -> digits && Integer.parseInt(bits) <= address.bits())
                    .map(address -> new IpPattern(address, address, Integer.parseInt(bits)));
        }
        if (dash >= 0) {
            Optional<IpAddress> from = IpAddress.parse(pattern.substring(0, dash));
            Optional<IpAddress> to = IpAddress.parse(pattern.substring(dash + 1));
            return from.isPresent()
                            && to.isPresent()
                            && from.get().v4() == to.get().v4()
                            && from.get().atMost(to.get())
                    ? Optional.of(new IpPattern(from.get(), to.get(), -1))
                    : Optional.empty();
        }
        return IpAddress.parse(pattern).map(address -> new IpPattern(address, address, address.bits()));
    }

    private boolean contains(IpAddress address) {
        if (address.v4() != first.v4()) {
            return false;
        }
        return prefix >= 0 ? first.sharesPrefix(address, prefix) : first.atMost(address) && address.atMost(last);
    }

    /** {@link #isIn}; of version 4, with what such addresses look like. */
    LineTest test() {
        return first.v4() ? new Narrowed(this::isIn, RegexSearch.of(dotted(lowest(), highest()))) : this::isIn;
    }

    private long lowest() {
        return prefix < 0 ? first.low() : first.low() & ~beyondPrefix();
    }

    private long highest() {
        return prefix < 0 ? last.low() : first.low() | beyondPrefix();
    }

    /** The bits of a version 4 address that its prefix leaves open. */
    private long beyondPrefix() {
        return (1L << (first.bits() - prefix)) - 1;
    }

    /** What every address from one to another looks like: their common bytes, a range of the next, any others. */
    private static String dotted(long low, long high) {
        StringBuilder regex = new StringBuilder();
        boolean same = true;
        for (int shift = 24; shift >= 0; shift -= 8) {
            int from = (int) (low >>> shift) & 0xff;
            int to = (int) (high >>> shift) & 0xff;
            regex.append(shift == 24 ? "" : "\\.");
            regex.append(
                    same
                            ? IntStream.rangeClosed(from, to)
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining("|", "(?:", ")"))
                            : "[0-9]{1,3}");
            same &= from == to;
        }
        return regex.toString();
    }

    /** Whether such an address occurs in the text. */
    boolean isIn(byte[] text) {
        int at = 0;
        while (at < text.length) {
            boolean v4 = beginsV4(text, at);
            if (!v4 && !beginsV6(text, at)) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.length
                    && (v4 ? isV4(text[end]) : isV4(text[end]) || isHex(text[end]) || text[end] == ':')) {
                end++;
            }
            Optional<IpAddress> found = IpAddress.parse(new String(text, at, end - at, StandardCharsets.US_ASCII));
            if (found.isPresent() && contains(found.get())) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static boolean beginsV4(byte[] text, int at) {
        return at + 3 < text.length
                && text[at] >= '0'
                && text[at] <= '9'
                && (text[at + 1] == '.' || text[at + 2] == '.' || text[at + 3] == '.');
    }

    /** Up to four hexadecimal digits and a colon, or two colons and a digit. */
    private static boolean beginsV6(byte[] text, int at) {
        if (at + 4 >= text.length) {
            return false;
        }
        if (text[at] == ':') {
            return text[at + 1] == ':' && isHex(text[at + 2]);
        }
        for (int i = 0; i <= 4; i++) {
            if (text[at + i] == ':') {
                return true;
            }
            if (!isHex(text[at + i])) {
                return false;
            }
        }
        return false;
    }

    private static boolean isV4(byte b) {
        return (b >= '0' && b <= '9') || b == '.';
    }

    private static boolean isHex(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
    }
}
