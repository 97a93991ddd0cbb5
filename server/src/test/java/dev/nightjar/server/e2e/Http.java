package dev.nightjar.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Requests as a test needs them. */
final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Http() {}

    record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    static Answer get(URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static Answer delete(URI url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url).DELETE());
    }

    static Answer post(URI url, String contentType, String body, String... headers)
            throws IOException, InterruptedException {
        return post(url, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Answer post(URI url, String contentType, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** Posts JSON and returns the cookie that came back, as it is to be sent. */
    static String cookie(URI url, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return response.headers()
                .firstValue("Set-Cookie")
                .map(cookie -> cookie.split(";", 2)[0])
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Asks again and again until the answer is as wanted; fails with the last answer after the deadline. */
    static <T> T until(Duration deadline, Callable<T> ask, Predicate<T> wanted) throws Exception {
        return until(deadline, ask, wanted, Duration.ofMillis(50));
    }

    static <T> T until(Duration deadline, Callable<T> ask, Predicate<T> wanted, Duration between) throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        Object last = "nothing";
        while (System.nanoTime() < end) {
            try {
                T answer = ask.call();
                last = answer;
                if (wanted.test(answer)) {
                    return answer;
                }
            } catch (IOException e) {
                last = e;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(between.toNanos());
        }
        throw new AssertionError("not within " + deadline + "; the last answer was " + last);
    }
}
