package dev.nightjar.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tells by the first bytes of a document whether it can be one of some types, as {@link EventCodec} writes them: version,
 * type, data. What does not begin like that passes, and is looked at whole.
 */
@FunctionalInterface
interface EventFilter {
    EventFilter EVERYTHING = (document, from) -> true;

    /** {@code document} begins at {@code from}. */
    boolean passes(byte[] document, int from);

    /** Lets these types pass. */
    static EventFilter of(List<String> types) {
        return new ByType(types.stream().map(type -> ByType.bytes(type + '"')).toList());
    }

    /** Each name with the quote behind it. */
    record ByType(List<byte[]> names) implements EventFilter {
        private static final byte[] VERSION = bytes("{\"v\":");
        private static final byte[] TYPE = bytes(",\"type\":\"");

        @Override
        public boolean passes(byte[] document, int from) {
            if (!startsWith(document, from, VERSION)) {
                return true;
            }
            int at = from + VERSION.length;
            while (at < document.length && document[at] >= '0' && document[at] <= '9') {
                at++;
            }
            if (!startsWith(document, at, TYPE)) {
                return true;
            }
            int name = at + TYPE.length;
            return names.stream().anyMatch(wanted -> startsWith(document, name, wanted));
        }

        private static boolean startsWith(byte[] document, int from, byte[] beginning) {
            int end = from + beginning.length;
            return end <= document.length && Arrays.equals(document, from, end, beginning, 0, beginning.length);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
