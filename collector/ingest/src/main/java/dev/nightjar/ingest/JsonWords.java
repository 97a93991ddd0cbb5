package dev.nightjar.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says in words what was found in a body of JSON, and where. */
public final class JsonWords {
    private JsonWords() {}

    static void expect(JsonParser in, JsonToken token, String where, String what)
            throws IOException, MalformedException {
        if (in.currentToken() != token) {
            throw new MalformedException(where + " must be " + what + ", found " + found(in));
        }
    }

    /** The present string; half of a surrogate pair alone, which no UTF-8 can hold, becomes U+FFFD as in Go's decoders. */
    public static String text(JsonParser in) throws IOException {
        String text = in.getText();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return wellFormed(text);
            }
        }
        return text;
    }

    private static String wellFormed(String text) {
        return text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The present token. */
    public static String found(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            return "the end of the body";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_ARRAY -> "the end of the list";
            case VALUE_STRING -> "the string \"" + shortened(in.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(in.getText());
            case FIELD_NAME, VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                shortened(in.getText());
        };
    }

    static String place(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr() + " (byte "
                        + location.getByteOffset() + ")";
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
