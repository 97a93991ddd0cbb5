package dev.nightjar.model.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Numbers of payment cards: in one run of digits, or in groups that one kind of separator, a space or a hyphen, parts. */
final class CardFinder implements Finder {
    static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int FIRST_GROUP = 4;

    @Override
    public int needs() {
        return LineScan.DIGITS;
    }

    @Override
    public void find(byte[] text, int start, int end, Found found) {
        byte[] digits = new byte[LONGEST];
        int i = start;
        while (i <= end - SHORTEST) {
            boolean begins = isDigit(text[i]) && (i == start || !isWord(text[i - 1]));
            int last = begins ? cardEnd(text, i, end, digits) : 0;
            if (last > 0 && !isTrace(text, start, i)) {
                found.add(i, last);
            }
            i = Math.max(i + 1, last);
        }
    }

    /** Whether the name before the number says that it is the id of a trace: one in 2,000 is of decimal digits only. */
    private static boolean isTrace(byte[] text, int start, int at) {
        int nameEnd = at;
        while (nameEnd > start && "\"':= \\".indexOf(text[nameEnd - 1]) >= 0) {
            nameEnd--;
        }
        int name = nameEnd;
        while (name > start && (isWord(text[name - 1]) || text[name - 1] == '.' || text[name - 1] == '-')) {
            name--;
        }
        String word = new String(text, name, nameEnd - name, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[._-]", "");
        return nameEnd < at
                && (word.equals("trace") || word.equals("span") || word.endsWith("traceid") || word.endsWith("spanid"));
    }

    /** Behind the longest card number that begins here; 0 where none does. */
    private static int cardEnd(byte[] text, int start, int end, byte[] digits) {
        int count = 0;
        int separator = 0;
        int found = 0;
        int i = start;
        while (i < end) {
            if (isDigit(text[i])) {
                if (count == LONGEST) {
                    break;
                }
                digits[count++] = (byte) (text[i++] - '0');
                boolean atEnd = i == end || !isWord(text[i]);
                if (atEnd && count >= SHORTEST && isCard(digits, count)) {
                    found = i;
                }
                continue;
            }
            boolean first = separator == 0 && count == FIRST_GROUP && (text[i] == ' ' || text[i] == '-');
            if (!(first || text[i] == separator) || i + 1 == end || !isDigit(text[i + 1])) {
                break;
            }
            separator = text[i++];
        }
        return found;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isWord(byte b) {
        return isDigit(b) || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
    }

    private static boolean isCard(byte[] digits, int count) {
        return isBrand(digits, count) && isLuhn(digits, count);
    }

    /** By ISO/IEC 7812 ranges as brands publish them; numbers that count time begin with 1. */
    private static boolean isBrand(byte[] digits, int count) {
        int four = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
        int two = four / 100;
        int three = four / 10;
        boolean visa = digits[0] == 4 && (count == 13 || count == 16 || count == 19);
        boolean mastercard = ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) && count == 16;
        boolean americanExpress = (two == 34 || two == 37) && count == 15;
        boolean diners = ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39) && count >= 14;
        boolean discover = (four == 6011 || (three >= 644 && three <= 649) || two == 65) && count >= 16;
        boolean jcb = four >= 3528 && four <= 3589 && count >= 16;
        boolean unionPay = two == 62 && count >= 16;
        boolean maestro = two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67;
        return visa || mastercard || americanExpress || diners || discover || jcb || unionPay || maestro;
    }

    private static boolean isLuhn(byte[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    @Override
    public byte[] canonical(byte[] value) {
        byte[] digits = new byte[value.length];
        int count = 0;
        for (byte b : value) {
            if (isDigit(b)) {
                digits[count++] = b;
            }
        }
        return Arrays.copyOf(digits, count);
    }
}
