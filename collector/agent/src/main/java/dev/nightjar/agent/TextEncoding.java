package dev.nightjar.agent;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/**
 * How a file writes text. Lines travel as UTF-8; offsets in a file are counted in its own bytes, so a length of UTF-8
 * can be turned back into the length it was made of.
 */
sealed interface TextEncoding {
    TextEncoding UTF_8 = new Utf8();

    /** The file's bytes as UTF-8. Bytes that are none of the encoding become something visible, one for one. */
    byte[] toUtf8(byte[] raw);

    /** Of how many of the file's bytes the first {@code length} bytes of {@code utf8} were made. */
    int rawLength(byte[] utf8, int length);

    /** Bytes of the smallest unit; ranges of a file are multiples of it. */
    int unitBytes();

    record Utf8() implements TextEncoding {
        @Override
        public byte[] toUtf8(byte[] raw) {
            return raw;
        }

        @Override
        public int rawLength(byte[] utf8, int length) {
            return length;
        }

        @Override
        public int unitBytes() {
            return 1;
        }
    }

    /** One byte a character, such as Latin-1. */
    record SingleByte(Charset charset) implements TextEncoding {
        @Override
        public byte[] toUtf8(byte[] raw) {
            return new String(raw, charset).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int rawLength(byte[] utf8, int length) {
            int characters = 0;
            for (int i = 0; i < length; i++) {
                characters += beginsCharacter(utf8[i]) ? 1 : 0;
            }
            return characters;
        }

        @Override
        public int unitBytes() {
            return 1;
        }
    }

    /** Two bytes a unit; a surrogate without its other half becomes a question mark. */
    record Utf16(boolean bigEndian) implements TextEncoding {
        private static final int FOUR_BYTE_LEAD = 0xF0;

        @Override
        public byte[] toUtf8(byte[] raw) {
            char[] units = new char[raw.length / 2];
            for (int i = 0; i < units.length; i++) {
                int first = raw[2 * i] & 0xff;
                int second = raw[2 * i + 1] & 0xff;
                units[i] = (char) (bigEndian ? (first << 8) | second : (second << 8) | first);
            }
            return new String(units).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int rawLength(byte[] utf8, int length) {
            int units = 0;
            for (int i = 0; i < length; i++) {
                if (beginsCharacter(utf8[i])) {
                    units += (utf8[i] & 0xff) >= FOUR_BYTE_LEAD ? 2 : 1;
                }
            }
            return 2 * units;
        }

        @Override
        public int unitBytes() {
            return 2;
        }
    }

    private static boolean beginsCharacter(byte utf8) {
        return (utf8 & 0xC0) != 0x80;
    }

    /** By its name; throws {@link IllegalArgumentException} for one that lines cannot be found in. */
    static TextEncoding of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "", "utf-8", "utf8" -> UTF_8;
            case "utf-16", "utf-16le" -> new Utf16(false);
            case "utf-16be" -> new Utf16(true);
            case "latin1", "latin-1" -> new SingleByte(StandardCharsets.ISO_8859_1);
            default -> new SingleByte(singleByte(name));
        };
    }

    private static Charset singleByte(String name) {
        try {
            Charset charset = Charset.forName(name);
            if (charset.newEncoder().maxBytesPerChar() == 1) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(unknown(name), e);
        }
        throw new IllegalArgumentException(unknown(name));
    }

    private static String unknown(String name) {
        return "encoding \"" + name
                + "\" is not one that is read; there are utf-8, utf-16le, utf-16be and those of one byte a character,"
                + " such as latin1 and windows-1252";
    }

    /** What a file's first bytes say it is; {@code declared} where they say nothing. */
    static TextEncoding byMark(byte[] head, TextEncoding declared) {
        if (head.length >= 2 && (head[0] & 0xff) == 0xFF && (head[1] & 0xff) == 0xFE) {
            return new Utf16(false);
        }
        if (head.length >= 2 && (head[0] & 0xff) == 0xFE && (head[1] & 0xff) == 0xFF) {
            return new Utf16(true);
        }
        return declared;
    }
}
