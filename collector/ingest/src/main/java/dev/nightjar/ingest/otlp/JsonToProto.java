package dev.nightjar.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nightjar.ingest.MalformedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Rewrites a request in OpenTelemetry's JSON as the protobuf that says the same, while reading it. Its rules are those of
 * JSON for protobuf, except that ids are hexadecimal and enums are numbers; fields that are not known are passed over.
 */
final class JsonToProto {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser in;
    private final ProtoWriter out = new ProtoWriter();

    private JsonToProto(JsonParser in) {
        this.in = in;
    }

    static ProtoWriter rewrite(byte[] body, int length, JsonSchema schema) throws MalformedException {
        try (JsonParser in = JSON.createParser(body, 0, length)) {
            JsonToProto rewriting = new JsonToProto(in);
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("expected an object, found " + rewriting.found());
            }
            rewriting.message(schema);
            if (in.nextToken() != null) {
                throw new MalformedException("more follows the end of the request: " + rewriting.found());
            }
            return rewriting.out;
        } catch (JsonProcessingException e) {
            throw new MalformedException("not JSON: "
                    + e.getOriginalMessage().replaceAll("(, from `[^`]*`)|(Source: [^;]*; )", "")
                    + (e.getLocation() == null ? "" : place(e.getLocation().getByteOffset())));
        } catch (IOException e) {
            throw new MalformedException("not JSON: " + e.getMessage());
        }
    }

    private void message(JsonSchema schema) throws IOException, MalformedException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            JsonSchema.Field field = schema.field(in.currentName()).orElse(null);
            JsonToken token = in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else if (token == JsonToken.START_ARRAY && field.repeated()) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    value(field);
                }
            } else if (field.repeated() && token != JsonToken.VALUE_NULL) {
                throw unexpected("a list");
            } else if (token != JsonToken.VALUE_NULL) {
                value(field);
            }
        }
    }

    private void value(JsonSchema.Field field) throws IOException, MalformedException {
        int number = field.number();
        switch (field.kind()) {
            case MESSAGE -> {
                if (in.currentToken() != JsonToken.START_OBJECT) {
                    throw unexpected("an object");
                }
                int begun = out.begin(number);
                message(field.message());
                out.end(begun);
            }
            case TEXT -> out.text(number, text());
            case BASE64 -> out.bytes(number, base64());
            case HEX -> out.bytes(number, hex());
            case BOOL -> {
                if (!in.currentToken().isBoolean()) {
                    throw unexpected("true or false");
                }
                out.varint(number, in.getBooleanValue() ? 1 : 0);
            }
            case VARINT -> out.varint(number, whole());
            case ENUM -> {
                Integer named = in.currentToken() == JsonToken.VALUE_STRING ? EnumNames.number(in.getText()) : null;
                out.varint(number, named == null ? whole() : named);
            }
            case ZIGZAG -> {
                long value = whole();
                out.varint(number, (value << 1) ^ (value >> 63));
            }
            case FIXED64 -> out.fixed64(number, whole());
            case FIXED32 -> out.fixed32(number, (int) whole());
            case DOUBLE -> out.fixed64(number, Double.doubleToRawLongBits(real()));
        }
    }

    private String text() throws IOException, MalformedException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected("a string");
        }
        return in.getText();
    }

    private byte[] base64() throws IOException, MalformedException {
        String text = text();
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw unexpected("base64");
        }
    }

    private byte[] hex() throws IOException, MalformedException {
        String text = text();
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw unexpected("an id in hexadecimal");
        }
    }

    /** A number or a string of one; those of 64 bits without a sign wrap around. */
    private long whole() throws IOException, MalformedException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        if (token != JsonToken.VALUE_STRING && (token == null || !token.isNumeric())) {
            throw unexpected("a whole number");
        }
        String text = in.getText();
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return exactly(text);
        }
    }

    private long exactly(String text) throws IOException, MalformedException {
        try {
            return text.length() > 32 ? reject() : new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return reject();
        }
    }

    private long reject() throws IOException, MalformedException {
        throw unexpected("a whole number");
    }

    private double real() throws IOException, MalformedException {
        JsonToken token = in.currentToken();
        if (token != null && token.isNumeric()) {
            return in.getDoubleValue();
        }
        if (token != JsonToken.VALUE_STRING) {
            throw unexpected("a number");
        }
        try {
            return Double.parseDouble(in.getText());
        } catch (NumberFormatException e) {
            throw unexpected("a number");
        }
    }

    private MalformedException unexpected(String wanted) throws IOException {
        return new MalformedException(
                "expected " + wanted + " at " + in.getParsingContext().pathAsPointer() + ", found " + found()
                        + place(in.currentTokenLocation().getByteOffset()));
    }

    private String found() throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            return "nothing";
        }
        String text = token.isStructStart() ? (token == JsonToken.START_ARRAY ? "a list" : "an object") : in.getText();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static String place(long offset) {
        return offset < 0 ? "" : " at byte " + offset;
    }
}
