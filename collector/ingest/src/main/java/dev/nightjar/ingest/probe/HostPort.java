package dev.nightjar.ingest.probe;

/** An address as people write it: {@code host:443}, {@code [::1]:443}. */
record HostPort(String host, int port) {
    /** A host as it stands in a URL, for who looks it up. */
    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static HostPort of(String text) throws ProbeFailedException {
        return of(text, -1);
    }

    /** @param otherwise the port where none is said; negative where one must be */
    static HostPort of(String text, int otherwise) throws ProbeFailedException {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']') && (text.startsWith("[") || text.indexOf(':') == colon);
        String host = hasPort ? text.substring(0, colon) : text;
        String port = hasPort ? text.substring(colon + 1) : Integer.toString(otherwise);
        host = withoutBrackets(host);
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new ProbeFailedException("not an address: \"" + text + "\"; write it like host:443");
        }
        return new HostPort(host, Integer.parseInt(port));
    }
}
