package dev.nightjar.alerting.ruletest;

import dev.nightjar.model.Labels;

/** Turns {@code name{label="value", ...}} into labels. Names in quotes may be any text. */
final class LabelNotation {
    private final String text;
    private final Labels.Builder labels = Labels.builder();
    private int at;

    private LabelNotation(String text) {
        this.text = text;
    }

    static Labels parse(String text) {
        return new LabelNotation(text).parse();
    }

    private Labels parse() {
        skip();
        if (at < text.length() && text.charAt(at) != '{') {
            labels.set(Labels.METRIC_NAME, word());
        }
        skip();
        if (at < text.length()) {
            expect('{');
            skip();
            while (at < text.length() && text.charAt(at) != '}') {
                pair();
                skip();
                if (at < text.length() && text.charAt(at) == ',') {
                    at++;
                    skip();
                }
            }
            expect('}');
            skip();
        }
        if (at < text.length()) {
            throw wrong("unexpected \"" + text.substring(at) + "\"");
        }
        return labels.build();
    }

    private void pair() {
        boolean quoted = text.charAt(at) == '"';
        String name = quoted ? string() : word();
        skip();
        if (quoted && (at == text.length() || text.charAt(at) != '=')) {
            labels.set(Labels.METRIC_NAME, name);
            return;
        }
        expect('=');
        skip();
        labels.set(name, string());
    }

    private String word() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_:.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw wrong("wanted a name at \"" + text.substring(at) + "\"");
        }
        return text.substring(start, at);
    }

    private String string() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '"' && quote != '\'' && quote != '`') {
            throw wrong("wanted a value in quotes at \"" + text.substring(at) + "\"");
        }
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && quote != '`' && at < text.length()) {
                char escaped = text.charAt(at++);
                value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else {
                value.append(c);
            }
        }
        expect(quote);
        return value.toString();
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void expect(char c) {
        if (at == text.length() || text.charAt(at) != c) {
            throw wrong("wanted \"" + c + "\" "
                    + (at == text.length() ? "at the end" : "at \"" + text.substring(at) + "\""));
        }
        at++;
    }

    private NotationException wrong(String what) {
        return new NotationException("not a series: \"" + text + "\": " + what);
    }
}
