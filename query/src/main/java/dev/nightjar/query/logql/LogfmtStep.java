package dev.nightjar.query.logql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code | logfmt}: {@code key=value key="a value"}. Without {@code --strict}, what is no pair is passed over. */
final class LogfmtStep implements Step {
    private static final String ERROR = "LogfmtParserErr";

    private final boolean strict;
    private final boolean keepEmpty;
    private final List<Stage.Extraction> extractions;

    LogfmtStep(Stage.Logfmt stage) {
        this.strict = stage.strict();
        this.keepEmpty = stage.keepEmpty();
        this.extractions = stage.extractions();
    }

    /** A broken pair, with the place. */
    private static final class Broken extends Exception {
        Broken(String message) {
            super(message);
        }
    }

    @Override
    public boolean apply(Entry entry) {
        Map<String, String> fields = new HashMap<>();
        Scan scan = new Scan(entry.text());
        try {
            while (scan.next()) {
                if (extractions.isEmpty()) {
                    if (!scan.value.isEmpty() || keepEmpty) {
                        entry.extract(LabelNames.sanitized(scan.key, true), scan.value);
                    }
                } else {
                    fields.putIfAbsent(scan.key, scan.value);
                }
            }
        } catch (Broken e) {
            entry.fail(ERROR, String.valueOf(e.getMessage()));
            return true;
        }
        for (Stage.Extraction extraction : extractions) {
            entry.extract(extraction.label(), fields.getOrDefault(extraction.expression(), ""));
        }
        return true;
    }

    /** Steps from pair to pair. */
    private final class Scan {
        private final String text;
        private int at;
        private String key = "";
        private String value = "";

        Scan(String text) {
            this.text = text;
        }

        boolean next() throws Broken {
            while (at < text.length()) {
                if (text.charAt(at) <= ' ') {
                    at++;
                    continue;
                }
                int start = at;
                while (at < text.length()
                        && text.charAt(at) > ' '
                        && text.charAt(at) != '='
                        && text.charAt(at) != '"') {
                    at++;
                }
                key = text.substring(start, at);
                if (key.isEmpty() || (at < text.length() && text.charAt(at) == '"')) {
                    skipBroken(start);
                    continue;
                }
                value = "";
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    if (!value()) {
                        skipBroken(start);
                        continue;
                    }
                }
                return true;
            }
            return false;
        }

        private void skipBroken(int start) throws Broken {
            if (strict) {
                throw new Broken("logfmt syntax error at position " + (start + 1) + ": no key and value here");
            }
            while (at < text.length() && text.charAt(at) > ' ') {
                at++;
            }
        }

        private boolean value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                int start = at;
                while (at < text.length() && text.charAt(at) > ' ') {
                    if (text.charAt(at) == '"' || text.charAt(at) == '=') {
                        return !strict && bare(start);
                    }
                    at++;
                }
                value = text.substring(start, at);
                return true;
            }
            StringBuilder quoted = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    c = unescaped(text.charAt(at++));
                }
                quoted.append(c);
            }
            if (at >= text.length()) {
                return false;
            }
            at++;
            value = quoted.toString();
            return true;
        }

        /** A value with a quote or an equals sign inside, taken as it stands. */
        private boolean bare(int start) {
            while (at < text.length() && text.charAt(at) > ' ') {
                at++;
            }
            value = text.substring(start, at);
            return true;
        }

        private static char unescaped(char c) {
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                default -> c;
            };
        }
    }
}
