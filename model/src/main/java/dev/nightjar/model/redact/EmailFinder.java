package dev.nightjar.model.redact;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** E-mail addresses: something, {@code @}, and a domain with a dot and a last label of two letters or more. */
final class EmailFinder implements Finder {
    @Override
    public int needs() {
        return LineScan.AT;
    }

    @Override
    public void find(byte[] text, int start, int end, Found found) {
        int behind = start;
        for (int at = start; at < end; at++) {
            if (text[at] == '@') {
                int first = at;
                while (first > behind && isLocal(text[first - 1])) {
                    first--;
                }
                int last = first == at ? 0 : domainEnd(text, at + 1, end);
                if (last > 0) {
                    found.add(first, last);
                }
                behind = Math.max(at + 1, last);
            }
        }
    }

    private static boolean isLetter(byte b) {
        return b < 0 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLocal(byte b) {
        return isLetter(b) || isDigit(b) || "._%+-'!#$*~".indexOf(b) >= 0;
    }

    /** Behind the domain that begins here; 0 where none does. */
    private static int domainEnd(byte[] text, int start, int end) {
        int found = 0;
        int label = start;
        int letters = 0;
        for (int i = start; i <= end; i++) {
            boolean inside = i < end && (isLetter(text[i]) || isDigit(text[i]) || text[i] == '-');
            if (inside) {
                letters += isLetter(text[i]) ? 1 : 0;
                continue;
            }
            int length = i - label;
            if (length > 0 && label > start && letters >= 2) {
                found = i;
            }
            if (length == 0 || i == end || text[i] != '.') {
                return found;
            }
            label = i + 1;
            letters = 0;
        }
        return found;
    }

    @Override
    public byte[] canonical(byte[] value) {
        return new String(value, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .getBytes(StandardCharsets.UTF_8);
    }
}
