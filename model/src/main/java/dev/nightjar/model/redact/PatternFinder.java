package dev.nightjar.model.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/** What a regular expression matches, or its first group. Lines without the text that it requires are not tried. */
final class PatternFinder implements Finder {
    private final Pattern pattern;
    private final byte[] required;

    PatternFinder(Pattern pattern, byte[] required) {
        this.pattern = pattern;
        this.required = required;
    }

    @Override
    public int needs() {
        return 0;
    }

    @Override
    public void find(byte[] text, int start, int end, Found found) {
        Matcher matcher = pattern.matcher(Arrays.copyOfRange(text, start, end));
        while (matcher.find()) {
            int group = pattern.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
            if (matcher.end(group) > matcher.start(group)) {
                found.add(start + matcher.start(group), start + matcher.end(group));
            }
        }
    }

    @Override
    public boolean mayFind(byte[] text, int start, int end) {
        if (required.length == 0) {
            return true;
        }
        byte first = required[0];
        for (int i = start; i <= end - required.length; i++) {
            if (text[i] == first && Arrays.equals(text, i, i + required.length, required, 0, required.length)) {
                return true;
            }
        }
        return false;
    }
}
