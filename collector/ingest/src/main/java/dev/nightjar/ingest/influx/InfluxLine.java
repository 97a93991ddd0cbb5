package dev.nightjar.ingest.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One line: {@code measurement,tag=value field=1.5,other=2i 1700000000000000000}.
 *
 * @param tags names and values by turns
 * @param fields that are numbers; truth values are 1 and 0
 * @param texts how many fields were text, which is no sample
 * @param time as written, in the precision that the request says
 */
record InfluxLine(String measurement, List<String> tags, List<Field> fields, int texts, OptionalLong time) {
    record Field(String name, double value) {}

    /** What a line cannot be read for. */
    static final class InvalidLineException extends Exception {
        InvalidLineException(String message) {
            super(message, null, false, false);
        }
    }

    static InfluxLine parse(String line) throws InvalidLineException {
        return new Reading(line).line();
    }

    private static final class Reading {
        private final String text;
        private int at;

        Reading(String text) {
            this.text = text;
        }

        InfluxLine line() throws InvalidLineException {
            String measurement = word(", ", "measurement");
            List<String> tags = new ArrayList<>();
            while (peek() == ',') {
                at++;
                tags.add(word(",= ", "name of a tag"));
                expect('=');
                tags.add(word(", ", "value of a tag"));
            }
            expect(' ');
            spaces();
            List<Field> fields = new ArrayList<>();
            int texts = 0;
            do {
                at += fields.isEmpty() && texts == 0 ? 0 : 1;
                String name = word(",= ", "name of a field");
                expect('=');
                if (peek() == '"') {
                    skipText();
                    texts++;
                } else {
                    fields.add(new Field(name, number(until(", "))));
                }
            } while (peek() == ',');
            spaces();
            OptionalLong time =
                    at < text.length() ? OptionalLong.of(time(text.substring(at).strip())) : OptionalLong.empty();
            return new InfluxLine(measurement, tags, fields, texts, time);
        }

        /** Up to one of {@code ends}, of which a backslash takes the meaning. */
        private String word(String ends, String what) throws InvalidLineException {
            StringBuilder word = new StringBuilder();
            int start = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                char c = text.charAt(at++);
                boolean escapes = c == '\\' && at < text.length() && ",= \\".indexOf(text.charAt(at)) >= 0;
                word.append(escapes ? text.charAt(at++) : c);
            }
            if (word.isEmpty()) {
                throw new InvalidLineException("no " + what + " at character " + start);
            }
            return word.toString();
        }

        private String until(String ends) {
            int start = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private void skipText() throws InvalidLineException {
            int start = at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= text.length()) {
                throw new InvalidLineException("the text at character " + start + " does not end");
            }
            at++;
        }

        private static double number(String value) throws InvalidLineException {
            switch (value) {
                case "t", "T", "true", "True", "TRUE" -> {
                    return 1;
                }
                case "f", "F", "false", "False", "FALSE" -> {
                    return 0;
                }
                default -> {
                    try {
                        String digits = value.isEmpty() ? "" : value.substring(0, value.length() - 1);
                        return value.endsWith("i")
                                ? Long.parseLong(digits)
                                : value.endsWith("u") ? unsigned(digits) : decimal(value);
                    } catch (NumberFormatException e) {
                        throw new InvalidLineException("\"" + value + "\" is not a number");
                    }
                }
            }
        }

        private static double unsigned(String digits) {
            long bits = Long.parseUnsignedLong(digits);
            return bits >= 0 ? bits : (bits >>> 1) * 2.0;
        }

        /** Java's own reads {@code 1d} and spaces too. */
        private static double decimal(String value) {
            char last = value.isEmpty() ? ' ' : value.charAt(value.length() - 1);
            boolean digits = (last >= '0' && last <= '9') || last == '.';
            if (!digits || value.charAt(0) == ' ') {
                throw new NumberFormatException(value);
            }
            return Double.parseDouble(value);
        }

        private static long time(String time) throws InvalidLineException {
            try {
                return Long.parseLong(time);
            } catch (NumberFormatException e) {
                throw new InvalidLineException("\"" + time + "\" is not a time");
            }
        }

        private void spaces() {
            while (peek() == ' ') {
                at++;
            }
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void expect(char c) throws InvalidLineException {
            if (peek() != c) {
                throw new InvalidLineException("expected '" + c + "' at character " + at);
            }
            at++;
        }
    }
}
