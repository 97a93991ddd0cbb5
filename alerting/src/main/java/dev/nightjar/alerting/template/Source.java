package dev.nightjar.alerting.template;

import java.nio.charset.StandardCharsets;

/**
 * A template's text with the name that its errors say.
 *
 * @param before bytes that whoever else expands this text has in front of its first line: their columns count them
 */
record Source(String name, String text, int before) {
    /** What Prometheus sets in front of every text of a rule. */
    private static final String OF_RULES = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    static Source of(String name, String text) {
        return new Source(name, text, 0);
    }

    static Source ofRule(String alert, String text) {
        return new Source("__alert_" + alert, text, OF_RULES.length());
    }

    /** An error of its reading, which says the line alone. */
    TemplateException error(int at, String message) {
        return TemplateException.located("template: " + name + ":" + line(at) + ": " + message);
    }

    /** An error of its expansion: {@code template: NAME:LINE:COLUMN: executing "TEMPLATE" at <TEXT>: …}. */
    TemplateException error(String template, Spot spot, String message) {
        return TemplateException.located("template: " + name + ":" + line(spot.at()) + ":" + column(spot.at())
                + ": executing " + GoText.quoted(template) + " at <" + spot.text() + ">: " + message);
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
