package dev.nightjar.web.access;

/** Who vouches for somebody who is signed in. A session counts only as long as they are in force here. */
sealed interface Voucher {
    /** We do: somebody had a one-time token of ours. */
    record Server() implements Voucher {}

    /** An identity provider, as its tokens call it. */
    record Issuer(String name) implements Voucher {}

    /** A token that was made for the person, whose rights are looked up whenever they ask for something. */
    record Token(String id) implements Voucher {}

    default String text() {
        return switch (this) {
            case Server() -> "server";
            case Issuer(String name) -> "issuer " + name;
            case Token(String id) -> "token " + id;
        };
    }

    /** What {@link #text} wrote. */
    static Voucher of(String text) {
        int space = text.indexOf(' ');
        return switch (space < 0 ? text : text.substring(0, space)) {
            case "server" -> new Server();
            case "issuer" -> new Issuer(text.substring(space + 1));
            case "token" -> new Token(text.substring(space + 1));
            default -> throw new IllegalArgumentException("nobody vouches by \"" + text + "\"");
        };
    }
}
