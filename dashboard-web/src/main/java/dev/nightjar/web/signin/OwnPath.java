package dev.nightjar.web.signin;

/** Where somebody goes after signing in: a path of this interface, never another site. */
final class OwnPath {
    private static final int LONGEST = 1000;

    private OwnPath() {}

    /** {@code wanted} where it is one, else the first page. */
    static String of(String wanted) {
        boolean ours = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.length() <= LONGEST
                && wanted.indexOf('\\') < 0
                && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && !wanted.startsWith("/sign-in")
                && !wanted.startsWith("/nightjar/v1/");
        return ours ? wanted : "/";
    }
}
