package dev.nightjar.alerting.connection;

import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** Which name the other side is asked for when a connection begins; addresses are not asked for. */
final class ServerNames {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private ServerNames() {}

    static List<SNIServerName> of(String name) {
        return name.isEmpty() || ADDRESS.matcher(name).matches() ? List.of() : List.of(new SNIHostName(name));
    }
}
