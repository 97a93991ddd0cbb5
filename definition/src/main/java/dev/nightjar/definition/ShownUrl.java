package dev.nightjar.definition;

import java.net.URI;
import java.util.regex.Pattern;

/** Addresses as they are logged and shown: without the password that may stand in one, as Go shows them. */
public final class ShownUrl {
    private static final Pattern PASSWORD = Pattern.compile("(://[^\\s:/@]*:)[^\\s/?#]*@");

    private ShownUrl() {}

    public static String of(URI uri) {
        return of(uri.toString());
    }

    /** The same of all addresses in a text. */
    public static String of(String text) {
        return PASSWORD.matcher(text).replaceAll("$1xxxxx@");
    }
}
