package dev.nightjar.web.access;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.Re2;
import io.vertx.core.http.HttpServerRequest;

/**
 * Which other sites' pages may read answers (cross-origin resource sharing). Without any, a page that a browser of this
 * machine happens to show can read nothing here.
 */
public final class Origins {
    /** None at all. */
    public static final Origins NONE = new Origins("");

    private final String text;
    private final Pattern allowed;

    private Origins(String expression) {
        this.text = expression;
        this.allowed = Re2.compileWhole(expression);
    }

    /**
     * Those that match an RE2 regular expression as a whole, such as {@code https?://grafana\.example}; none where it is
     * empty. Throws {@link IllegalArgumentException} where it is no expression.
     */
    public static Origins matching(String expression) {
        try {
            return expression.isEmpty() ? NONE : new Origins(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + expression + "\" is not an RE2 regular expression: " + e.getDescription(), e);
        }
    }

    /** Tells the browser, if the page that asks is allowed; false if there is none or it is not. */
    boolean allow(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (text.isEmpty() || origin == null || !allowed.matcher(origin).matches()) {
            return false;
        }
        request.response()
                .putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin")
                .putHeader("Access-Control-Expose-Headers", "Date")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("Vary", "Origin");
        return true;
    }
}
