package dev.nightjar.alerting.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key from PEM: PKCS #8 as it is, and the two older forms (PKCS #1 of RSA, SEC 1 of elliptic curves,
 * RFC 5915) by putting them into the envelope of PKCS #8, which is all that the JDK reads.
 */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final byte[] VERSION = {2, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
    private static final byte[] ELLIPTIC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    /** The curve of a SEC 1 key: its first tagged field. */
    private static final int CURVE = 0xa0;

    private PemKey() {}

    /** Throws when there is none, or one that cannot be read. */
    static PrivateKey parse(String pem) throws GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2).getBytes(StandardCharsets.US_ASCII));
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return key(der);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(envelope(RSA, der));
                }
                case "EC PRIVATE KEY" -> {
                    return key(envelope(join(ELLIPTIC, curve(der)), der));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new GeneralSecurityException("the private key is encrypted; write it without a passphrase");
                default -> {
                    // parameters or certificates may stand before the key
                }
            }
        }
        throw new GeneralSecurityException("no private key in PEM found");
    }

    private static PrivateKey key(byte[] der) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // of another algorithm
            }
        }
        throw new GeneralSecurityException("the private key is none of " + String.join(", ", ALGORITHMS));
    }

    private static byte[] envelope(byte[] algorithm, byte[] der) {
        return element(SEQUENCE, join(VERSION, element(SEQUENCE, algorithm), element(OCTETS, der)));
    }

    /** Goes over the fields of the outer sequence until the curve's name. */
    private static byte[] curve(byte[] der) throws GeneralSecurityException {
        int at = content(der, 0);
        while (at + 2 < der.length) {
            int from = content(der, at);
            int to = from + length(der, at);
            if ((der[at] & 0xff) == CURVE && to <= der.length) {
                return Arrays.copyOfRange(der, from, to);
            }
            at = to;
        }
        throw new GeneralSecurityException("the EC private key does not name its curve");
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int length(byte[] der, int at) throws GeneralSecurityException {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int bytes = first - 0x80;
        if (bytes > 2 || at + 2 + bytes > der.length) {
            throw new GeneralSecurityException("the EC private key is cut off");
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        int n = content.length;
        byte[] head = n < 0x80
                ? new byte[] {(byte) tag, (byte) n}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
