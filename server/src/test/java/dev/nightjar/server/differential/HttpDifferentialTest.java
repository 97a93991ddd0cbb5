package dev.nightjar.server.differential;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.server.e2e.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same requests to a real Prometheus 3 and to Nightjar: what each parameter does, what is left out, wrong or
 * extreme. Statuses, kinds of errors and bodies must agree, but for the words of complaints and for what came after
 * Prometheus 3.5. {@code TEST_PROMETHEUS_3} names the program.
 */
class HttpDifferentialTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = SampleData.START / 1000;

    /** What each side measures for itself, and what the version asked does not tell of, or not without being told to. */
    private static final List<String> OWN = List.of(
            "timings",
            "peakSamples",
            "samplesRead",
            "totalQueryableSamplesPerStep",
            "anchored",
            "smoothed",
            "fillValues");

    /** A path under {@code /api/v1/}; behind a blank, a form that is posted. T is a time with samples, E one later. */
    private static final String REQUESTS = """
            query?query=temp&time=T
            query?query=temp&time=2026-01-05T10:10:00Z
            query?query=temp&time=2026-01-05T10:10:00.1234567Z
            query?query=temp&time=2026-01-05T11:10:00%2B01:00
            query?query=temp&time=T.5
            query?query=temp&time=1e9
            query?query=temp&time=-1
            query?query=temp&time=x
            query?query=temp&time=T&timeout=5
            query?query=temp&time=T&timeout=1h
            query?query=temp&time=T&timeout=x
            query?query=temp&time=T&limit=0
            query?query=temp&time=T&limit=-1
            query?query=temp&time=T&limit=x
            query?query=1&time=T&limit=1
            query?query=temp&time=T&limit=9999999999
            query?query=temp&time=T&lookback_delta=1s
            query?query=temp&time=E&lookback_delta=2h
            query?query=temp&time=T&lookback_delta=x
            query?query=temp&time=T&lookback_delta=0
            query?query=temp&time=T&lookback_delta=-1
            query?query=temp&time=%2B5
            query?query=temp&time=2026-01-05T10:10:00
            query?query=temp&time=2026-01-05T10:10:00.5-00:30
            query?query=temp&time=T&timeout=1e30
            query?query=temp%20%23%20a%20comment&time=T
            query?query=temp%0A%2B%0Areq_total%7Bjob=%22a%22%7D%20offset%200&time=T
            query?query=temp&query=1&time=T
            query?query=%27%27&time=T
            query?query=%FF&time=T
            query?query=rate(req_total[1m])&time=T&stats=all
            query?query=temp&time=T&stats=
            query?query=temp[1m]&time=T
            query?query=abs(%7Bjob=%22a%22%7D)[1m:15s]&time=T
            query?query=sum(%7Bjob=%22a%22%7D%20*%20on(__name__,job,instance)%20%7Bjob=%22a%22%7D)&time=T
            query?query=%22s%22&time=T
            query?query=1e-7&time=T
            query?query=1e21&time=T
            query?query=vector(1e21)&time=T
            query?query=vector(1e-7)&time=T
            query?query=vector(-0.0)&time=T
            query?query=vector(0.1)%2B0.2&time=T
            query?query=1/0&time=T
            query?query=temp%20/%20on()%20temp&time=T
            query?query=label_replace(temp,%22job%22,%22x%22,%22%22,%22%22)&time=T
            query?query=%7B%22http.x%22,%22zone.name%22=%22%C3%A9%22%7D&time=T
            query?query=sum%20by%20(%22zone.name%22)%20(%7B%22http.x%22%7D)&time=T
            query?query=rate(temp[1m])&time=T
            query?query=quantile(2,temp)&time=T
            query?query=sum(&time=T
            query?query=%7B%7D&time=T
            query
            query query=temp&time=T
            query?query=1 query=temp&time=T
            query?query=temp time=T
            query_range?query=temp&start=T&end=E&step=60
            query_range?query=temp&start=T&end=E&step=1m
            query_range?query=temp&start=T&end=T&step=1
            query_range?query=temp&start=T&end=E&step=0
            query_range?query=temp&start=T&end=E&step=-1
            query_range?query=temp&start=T&end=E&step=x
            query_range?query=temp&start=T&end=E
            query_range?query=temp&start=E&end=T&step=1
            query_range?query=temp&end=T&step=1
            query_range?query=temp&start=T&end=E&step=0.01
            query_range?query=temp&start=0&end=11000&step=1
            query_range?query=temp&start=0&end=11001&step=1
            query_range?query=temp[1m]&start=T&end=E&step=60
            query_range?query=%22s%22&start=T&end=E&step=60
            query_range?query=1&start=T&end=E&step=600
            query_range?query=sum(temp)%20by%20(job)&start=T&end=E&step=600&stats=all
            query_range?query=temp%20and%20on()%20vector(1)&start=T&end=E&step=600&limit=100
            query_range?query=temp&start=T&end=E&step=1e30
            query_range?query=temp&start=T&end=E&step=1e-9
            query_range?query=temp&start=NaN&end=E&step=60
            query_range?query=temp&start=T&end=E&step=600.5
            query_range?query=temp&start=T.0005&end=E&step=600
            query_range?query=temp&start=T&end=E&step=%2B1h
            query_range?query=temp&start=T&end=E&step=600&lookback_delta=1
            query_range?query=temp&start=T&end=E&step=600&limit=0
            query_range?query=temp&start=T&end=E&step=600&timeout=x
            query_range?query=time()&start=T&end=E&step=600
            query_range?query=vector(time())%20and%20temp&start=T&end=E&step=600
            query_range query=temp&start=T&end=E&step=600
            labels?start=T&end=E
            labels?match[]=temp&match[]=req_total&start=T&end=E
            labels?match[]=nothing&start=T&end=E
            labels?match[]=%7B%7D
            labels?match[]=temp[
            labels?match[]=rate(temp[5m])
            labels?match[]=temp%20offset%205m
            labels?start=x
            labels?limit=-1
            labels?limit=1&start=T&end=E
            labels?match[]=temp&match[]=&start=T&end=E
            labels?match[]=1
            labels match[]=temp&start=T&end=E
            label/job/values?start=T&end=E
            label/__name__/values?start=T&end=E
            label/nothing/values
            label/zone.name/values?start=T&end=E
            label/U__zone_2e_name/values?start=T&end=E
            label/job/values?match[]=req_total%7Binstance=%221%22%7D&start=T&end=E
            label/job/values?match[]=x%7B
            label/0x/values
            label/U__x/values
            label/U__job/values
            label/__name__/values?match[]=%7Bjob=%22b%22%7D&match[]=%7B%22http.x%22%7D
            label/job/values?limit=x
            label/job/values?limit=-1
            label/job/values?limit=1&start=T&end=E
            label/job/values?start=x
            series
            series?match[]=
            series?match[]=temp&start=T&end=E
            series?match[]=temp&match[]=%7B%22http.x%22%7D&start=T&end=E
            series?match[]=%7Bjob=~%22.*%22%7D
            series?match[]=temp&limit=x
            series?match[]=temp&start=292277025-08-18T07:12:54.999999999Z
            series?match[]=temp&start=-292273086-05-16T16:47:06Z&end=292277025-08-18T07:12:54.999999999Z
            series?match[]=temp&match[]=temp&start=T&end=E
            series?match[]=%7Bjob=%22a%22,instance!=%221%22%7D&start=T&end=E
            series?match[]=temp&limit=-1
            series?match[]=temp&start=E&end=T
            series?match[]=sum(temp)
            series?match[]=%7B%7D
            series match[]=temp&start=T&end=E
            metadata
            metadata?limit=1
            metadata?limit=x
            metadata?limit_per_metric=x
            metadata?metric=temp
            query_exemplars?query=temp&start=T&end=E
            query_exemplars?query=temp&start=E&end=T
            query_exemplars?query=sum(&start=T&end=E
            query_exemplars
            query_exemplars?query=temp&start=x
            query_exemplars query=temp&start=T&end=E
            metadata?limit=-1
            metadata?limit=0
            metadata?limit_per_metric=-1
            metadata?metric=temp&limit=0
            format_query
            format_query?query=
            format_query?query=sum%20%20(%20temp%20)%20%20by(job)
            format_query?query=foo%7Bb=%22c%22,a=~%22b%22%7D[300]%20offset%20-5m%20@%203
            format_query?query=-1%20%2B%20%2BInf%20-%201e-7
            format_query?query=foo%7B__name__=%22bar%22%7D
            format_query?query=foo[0s]
            format_query?query=foo[5m:0]
            format_query?query=1e400
            format_query?query=1__0
            format_query?query=foo[1000000000y]
            format_query?query=sum(
            format_query query=1%2B1
            parse_query?query=rate(foo[5m])%20/%20on(a)%20group_left(b)%20bar
            parse_query?query=-1
            parse_query?query=topk(5,a)
            parse_query?query=foo%20@%20end()
            parse_query?query=
            targets
            targets?state=dropped
            targets?state=active
            targets?state=any&scrapePool=x
            targets?state=x
            targets/metadata
            targets/metadata?metric=up&limit=0
            targets/metadata?match_target=x
            targets/metadata?match_target=%7Bjob=%22x%22%7D
            targets/metadata?match_target=%7B%7D
            targets/metadata?limit=x
            scrape_pools
            alertmanagers
            rules
            rules?type=alert
            rules?type=x
            rules?exclude_alerts=x
            rules?match[]=%7B
            rules?group_limit=x
            rules?group_limit=0
            rules?group_limit=-1
            rules?group_limit=1
            rules?group_next_token=x
            rules?group_limit=1&group_next_token=x
            rules?type=record
            rules?type=alert&rule_name[]=a&rule_group[]=b&file[]=c
            rules?exclude_alerts=true&match[]=%7Bx=%22y%22%7D
            rules?match[]=x
            alerts
            status/tsdb?limit=0
            status/tsdb?limit=x
            notifications
            """;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void requests_are_answered_as_prometheus_answers_them() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus 3").isNotEmpty();
        assumeThat(RealPrometheus.version(program))
                .as("%s is older than Prometheus 3", program)
                .isGreaterThanOrEqualTo(3000);
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "metrics: {retention: 36500d}\n");
        SoftAssertions softly = new SoftAssertions();
        try (RealPrometheus prometheus = RealPrometheus.start(program, folder);
                ServerProcess nightjar = ServerProcess.start(
                        folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            Side ours = new Side(nightjar.url("/"), client);
            Side theirs = new Side(prometheus.origin(), client);
            byte[] samples = WriteBody.of(samples());
            ours.write(samples);
            theirs.write(samples);
            for (String request : REQUESTS.lines().toList()) {
                softly.assertThat(answer(ours.origin(), request))
                        .as(request)
                        .isEqualTo(answer(theirs.origin(), request));
            }
        }
        softly.assertAll();
    }

    private static List<SampleData.Series> samples() {
        List<SampleData.Series> series = new ArrayList<>();
        for (String job : List.of("a", "b")) {
            for (String instance : List.of("1", "2")) {
                series.add(series(5, "__name__", "req_total", "instance", instance, "job", job));
                series.add(series(0, "__name__", "temp", "instance", instance, "job", job));
            }
        }
        series.add(series(1, "__name__", "http.x", "job", "a", "zone.name", "é"));
        series.sort(Comparator.comparing(each -> each.labels().toString()));
        return series;
    }

    /** An hour of one sample every 15 s that grow by so much each. */
    private static SampleData.Series series(double growth, String... labels) {
        Map<String, String> named = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            named.put(labels[i], labels[i + 1]);
        }
        List<Long> times = new ArrayList<>();
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            times.add(SampleData.START + 15_000L * i);
            bits.add(Double.doubleToRawLongBits(growth * i));
        }
        return new SampleData.Series(new TreeMap<>(named), times, bits);
    }

    /** Status and body in a form that can be compared. */
    private String answer(URI origin, String request) throws IOException, InterruptedException {
        String[] parts = request.replace("=T", "=" + (START + 600))
                .replace("=E", "=" + (START + 1800))
                .split(" ", 2);
        URI address = origin.resolve("/api/v1/" + parts[0].replace("[", "%5B").replace("]", "%5D"));
        HttpRequest.Builder asking = HttpRequest.newBuilder(address);
        if (parts.length > 1) {
            asking.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(parts[1]));
        }
        HttpResponse<String> response = client.send(asking.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = JSON.readTree(response.body());
        boolean failed = body.path("status").asText().equals("error");
        return response.statusCode() + " "
                + response.headers().firstValue("Content-Type").orElse("") + " "
                + (failed ? body.path("errorType").asText() : comparable(body));
    }

    /** Without what is each side's own, members by name, and of lists of objects, which have no order, the texts in order. */
    private static String comparable(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, String> members = new TreeMap<>();
                object.without(OWN)
                        .properties()
                        .forEach(member -> members.put(member.getKey(), comparable(member.getValue())));
                yield members.toString();
            }
            case ArrayNode array -> {
                List<String> elements = new ArrayList<>();
                array.forEach(element -> elements.add(comparable(element)));
                if (array.path(0).isObject()) {
                    elements.sort(Comparator.naturalOrder());
                }
                yield elements.toString();
            }
            default -> node.isNumber() ? String.valueOf(node.asDouble()) : node.toString();
        };
    }
}
