package dev.nightjar.web.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real issuer on loopback that can be told to lie. It redeems a code once, and only for who shows PKCE's verifier. */
final class TestingIssuer implements AutoCloseable {
    static final JWK RSA = rsa("one", 2048);
    static final JWK NEXT_RSA = rsa("two", 2048);
    static final JWK EC = ec();

    private record Code(String challenge, String nonce) {}

    private final HttpServer server;
    private final InstantSource clock;
    private final Map<String, Code> codes = new HashMap<>();

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<String, Object> document = new LinkedHashMap<>();
    final Map<String, Object> userInfo = new LinkedHashMap<>();

    /** Of the ID token, over what is right. */
    Consumer<JWTClaimsSet.Builder> claims = claims -> {};

    List<JWK> published = new ArrayList<>(List.of(RSA, EC));
    JWK key = RSA;
    JWSAlgorithm algorithm = JWSAlgorithm.RS256;

    /** The last word on the ID token. */
    UnaryOperator<String> token = made -> made;

    @Nullable
    String shownSecret;

    boolean down;

    TestingIssuer(InstantSource clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.put("issuer", url());
        document.put("authorization_endpoint", url() + "/authorize?tenant=ops");
        document.put("token_endpoint", url() + "/token");
        document.put("jwks_uri", url() + "/keys");
        document.put("userinfo_endpoint", url() + "/userinfo");
        document.put("end_session_endpoint", url() + "/end");
        userInfo.put("sub", "account-7");
        server.createContext("/", this::answer);
        server.start();
    }

    static JWK rsa(String kid, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWK ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a person does there: agrees, and comes back with a code. */
    SignIn.Brought agree(URI at) {
        Map<String, String> query = query(at.getRawQuery());
        String code = "code-" + codes.size();
        codes.put(
                code,
                new Code(
                        Objects.requireNonNull(query.get("code_challenge")),
                        Objects.requireNonNull(query.get("nonce"))));
        return new SignIn.Brought(Objects.requireNonNull(query.get("state")), code, "", "", "");
    }

    static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            String[] both = pair.split("=", 2);
            query.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String answer = null;
        try {
            answer = down
                    ? null
                    : switch (path) {
                        case "/.well-known/openid-configuration" -> json(document);
                        case "/keys" -> new JWKSet(published).toPublicJWKSet().toString();
                        case "/token" -> token(exchange, query(new String(body, StandardCharsets.UTF_8)));
                        case "/userinfo" -> json(userInfo);
                        default -> null;
                    };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        byte[] text = Optional.ofNullable(answer)
                .orElse("{\"error\":\"invalid_grant\",\"error_description\":\"no\\nsuch code\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 502 : answer == null ? 400 : 200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private @Nullable String token(HttpExchange exchange, Map<String, String> form) throws Exception {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        shownSecret = authorization == null
                ? form.get("client_secret")
                : new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
        Code code = codes.remove(form.get("code"));
        String verifier = form.getOrDefault("code_verifier", "");
        if (code == null || !hash(verifier, 32).equals(code.challenge())) {
            return null;
        }
        JWTClaimsSet.Builder right = new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("account-7")
                .audience("nightjar")
                .claim("iat", clock.instant().getEpochSecond())
                .claim("exp", clock.instant().getEpochSecond() + 300)
                .claim("nonce", code.nonce())
                .claim("at_hash", hash("access", 16))
                .claim("preferred_username", "ana")
                .claim("groups", List.of("sre", "everybody"));
        claims.accept(right);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", "access");
        answer.put("token_type", "Bearer");
        answer.put("id_token", token.apply(signed(right.build())));
        return json(answer);
    }

    String signed(JWTClaimsSet made) throws JOSEException {
        JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), made);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String hash(String text, int bytes) throws Exception {
        byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(whole, bytes));
    }

    private static String json(Map<String, Object> value) throws IOException {
        return IssuerHttp.JSON.writeValueAsString(value);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
