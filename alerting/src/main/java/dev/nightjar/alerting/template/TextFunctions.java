package dev.nightjar.alerting.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.model.GroupTemplate;
import dev.nightjar.model.Re2;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of texts. */
final class TextFunctions {
    private static final Signature ONE = Signature.of(Parameter.STRING);
    private static final Signature TWO = Signature.of(Parameter.STRING, Parameter.STRING);
    private static final Signature THREE = Signature.of(Parameter.STRING, Parameter.STRING, Parameter.STRING);

    private final Dialect.Builder<TemplateData> dialect;

    TextFunctions(Dialect.Builder<TemplateData> dialect) {
        this.dialect = dialect;
    }

    void add() {
        add("title", TextFunctions::title);
        add("toUpper", text -> letters(text, Character::toUpperCase));
        add("toLower", text -> letters(text, Character::toLowerCase));
        add("trimSpace", String::strip);
        add("stripPort", TextFunctions::stripPort);
        add("stripDomain", TextFunctions::stripDomain);
        add("urlQueryEscape", GoQuote::url);
        add("urlUnescape", text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
        add("safeUrl", text -> text);
        dialect.safeFunction("safeHtml", ONE, (arguments, _) -> arguments.getFirst());
        dialect.function(
                "match",
                TWO,
                (arguments, _) ->
                        pattern(text(arguments, 0)).matcher(text(arguments, 1)).find());
        dialect.function("reReplaceAll", THREE, (arguments, _) -> replaceAll(arguments));
    }

    private void add(String name, Function<String, Object> body) {
        dialect.function(name, ONE, (arguments, _) -> body.apply(text(arguments, 0)));
    }

    static String text(List<@Nullable Object> arguments, int at) {
        return String.valueOf(arguments.get(at));
    }

    /** Letter by letter, as Go does it: one without a counterpart, such as ß, stays. */
    private static String letters(String text, IntUnaryOperator change) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(change).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            boolean begins = i == 0 || !isInWord(out, i - 1);
            if (begins) {
                out.setCharAt(i, Character.toTitleCase(out.charAt(i)));
            }
        }
        return out.toString();
    }

    /** What joins two letters to one word, by Unicode's rules for words: {@code o'neil}, {@code example.com}. */
    private static boolean isInWord(CharSequence text, int at) {
        char c = text.charAt(at);
        boolean joins = "'.:\u00b7\u2018\u2019\u2024".indexOf(c) >= 0
                && at > 0
                && Character.isLetter(text.charAt(at - 1))
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1));
        return Character.isLetterOrDigit(c) || c == '_' || joins;
    }

    private static String stripPort(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        boolean bracketed = hostPort.startsWith("[") && hostPort.contains("]:");
        if (bracketed) {
            return hostPort.substring(1, hostPort.indexOf("]:"));
        }
        return colon > 0 && hostPort.indexOf(':') == colon ? hostPort.substring(0, colon) : hostPort;
    }

    private static String stripDomain(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        String port = colon > 0 && hostPort.indexOf(':') == colon ? hostPort.substring(colon) : "";
        String host = hostPort.substring(0, hostPort.length() - port.length());
        boolean address = host.matches("[0-9.]+") || host.contains(":");
        int dot = host.indexOf('.');
        return address || dot < 0 ? hostPort : host.substring(0, dot) + port;
    }

    private static String replaceAll(List<@Nullable Object> arguments) {
        String replacement = text(arguments, 1);
        String in = text(arguments, 2);
        Matcher matcher = replaced(text(arguments, 0)).matcher(in);
        StringBuilder out = new StringBuilder();
        int used = 0;
        while (matcher.find()) {
            out.append(in, used, matcher.start()).append(GroupTemplate.expand(replacement, matcher));
            used = matcher.end();
        }
        return out.append(in.substring(used)).toString();
    }

    private static Pattern pattern(String text) {
        try {
            return Re2.compile(text);
        } catch (PatternSyntaxException | IllegalArgumentException e) {
            throw new CallFailure(String.valueOf(e.getMessage()));
        }
    }

    private static Pattern replaced(String text) {
        try {
            return pattern(text);
        } catch (CallFailure e) {
            String shown = text.indexOf('`') < 0 ? "`" + text + "`" : GoQuote.of(text);
            throw new CallFailure("regexp: Compile(" + shown + "): " + e.getMessage());
        }
    }
}
