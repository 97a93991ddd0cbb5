package dev.nightjar.web.prometheus;

/** Label names in a path: those that a path cannot carry come escaped, {@code U__http_2e_status}. */
final class LabelNameText {
    private static final String ESCAPED = "U__";

    private LabelNameText() {}

    static String unescaped(String name) {
        if (!name.startsWith(ESCAPED)) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        for (int i = ESCAPED.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                text.append(c);
                continue;
            }
            int end = name.indexOf('_', i + 1);
            if (end == i + 1) {
                text.append('_');
            } else {
                int point = end < 0 || end - i > 7 ? -1 : codePoint(name.substring(i + 1, end));
                if (point < 0) {
                    return name;
                }
                text.appendCodePoint(point);
            }
            i = end;
        }
        return text.toString();
    }

    private static int codePoint(String hex) {
        try {
            int point = Integer.parseInt(hex, 16);
            return Character.isValidCodePoint(point) ? point : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
