package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import java.nio.charset.StandardCharsets;

/**
 * A template's text with the name that its errors say.
 *
 * @param before bytes that whoever else renders this text has in front of its first line: their columns count them
 */
public record Source(String name, String text, int before) {
    public Source(String name, String text) {
        this(name, text, 0);
    }

    /** An error of its reading, which says the line alone. */
    TemplateException error(int at, String message) {
        return new TemplateException("template: " + name + ":" + line(at) + ": " + message);
    }

    /** An error of its rendering: {@code template: NAME:LINE:COLUMN: executing "TEMPLATE" at <TEXT>: …}. */
    TemplateException error(String template, Spot spot, String message) {
        return new TemplateException("template: " + name + ":" + line(spot.at()) + ":" + column(spot.at())
                + ": executing " + GoQuote.of(template) + " at <" + spot.text() + ">: " + message);
    }

    int line(int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** In bytes, from 0. */
    private int column(int at) {
        int begins = text.lastIndexOf('\n', at - 1) + 1;
        int bytes = text.substring(begins, at).getBytes(StandardCharsets.UTF_8).length;
        return begins == 0 ? before + bytes : bytes;
    }
}
