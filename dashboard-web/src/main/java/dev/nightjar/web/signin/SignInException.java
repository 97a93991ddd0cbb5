package dev.nightjar.web.signin;

import org.jspecify.annotations.Nullable;

/**
 * Why somebody cannot sign in: what was found, where, what to do. Shown to whoever tries, so that there is nothing secret in
 * it, nor anything of a token but the names of its claims.
 */
public final class SignInException extends Exception {
    /** Who can do something about it. */
    public enum Fault {
        /** The issuer does not answer, or not as it should. */
        ISSUER,
        /** What the browser brought is not for it: too late, from elsewhere, used. */
        BROWSER,
        /** The account may not come in. */
        ACCOUNT
    }

    private final Fault fault;
    private final @Nullable String where;
    private final @Nullable String hint;
    private final @Nullable String subject;

    private SignInException(
            Fault fault, String error, @Nullable String where, @Nullable String hint, @Nullable String subject) {
        super(error);
        this.fault = fault;
        this.where = where;
        this.hint = hint;
        this.subject = subject;
    }

    static SignInException issuer(String error, @Nullable String where, String hint) {
        return new SignInException(Fault.ISSUER, error, where, hint, null);
    }

    static SignInException browser(String error, String hint) {
        return new SignInException(Fault.BROWSER, error, null, hint, null);
    }

    static SignInException account(String error, @Nullable String where, String hint, String subject) {
        return new SignInException(Fault.ACCOUNT, error, where, hint, subject);
    }

    Fault fault() {
        return fault;
    }

    public String error() {
        return String.valueOf(getMessage());
    }

    public @Nullable String where() {
        return where;
    }

    public @Nullable String hint() {
        return hint;
    }

    /** The account, once it was proven. */
    @Nullable
    String subject() {
        return subject;
    }
}
