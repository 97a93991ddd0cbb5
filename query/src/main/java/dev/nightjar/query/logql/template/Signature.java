package dev.nightjar.query.logql.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function takes.
 *
 * @param kinds one letter an argument: {@code s} a string, {@code i} a whole number, {@code f} a number with a
 *     fraction, {@code t} a moment, {@code d} a duration, {@code l} a place whose time it is, {@code a} anything
 * @param more whether more of the last kind may follow, or none of it
 */
record Signature(String kinds, boolean more) {
    /** Kinds that end in {@code *} are those of which more may follow. */
    static Signature of(String kinds) {
        boolean more = kinds.endsWith("*");
        return new Signature(more ? kinds.substring(0, kinds.length() - 1) : kinds, more);
    }

    /** Throws {@link Misuse} for arguments of another number or kind. */
    void require(String name, List<@Nullable Object> arguments) {
        int fixed = kinds.length() - (more ? 1 : 0);
        if (arguments.size() < fixed || (!more && arguments.size() > fixed)) {
            throw Misuse.count(name, (more ? "at least " : "") + fixed, arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            require(kinds.charAt(Math.min(i, kinds.length() - 1)), arguments.get(i));
        }
    }

    private static void require(char kind, @Nullable Object value) {
        String wanted = switch (kind) {
            case 's' -> "string";
            case 'i' -> "int";
            case 'f' -> "float64";
            case 't' -> "time.Time";
            case 'd' -> GoDuration.TYPE;
            case 'l' -> "*time.Location";
            default -> "";
        };
        String found = GoPrint.type(value);
        boolean fits =
                wanted.isEmpty() || wanted.equals(found) || ((kind == 'f' || kind == 'd') && found.equals("int"));
        if (!fits) {
            throw new Misuse("wrong type for value; expected " + wanted + "; got " + found);
        }
    }
}
