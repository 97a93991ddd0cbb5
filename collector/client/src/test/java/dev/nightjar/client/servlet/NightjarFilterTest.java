package dev.nightjar.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.client.WatchedService;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Tomcat over a socket. */
class NightjarFilterTest {
    /** Answers as the path says. */
    private static final class Orders extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            switch (String.valueOf(request.getPathInfo())) {
                case "/missing" -> response.sendError(404, "no such order");
                case "/broken" -> throw new IllegalStateException("broken");
                case "/forward" -> request.getRequestDispatcher("/orders/17").forward(request, response);
                case "/later" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        response.setStatus(202);
                        async.complete();
                    });
                }
                case "/never" -> request.startAsync().setTimeout(50);
                default -> response.getWriter().print("an order");
            }
        }
    }

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();
    private WatchedService service = unset();

    @SuppressWarnings("NullAway") // set before each test
    private static WatchedService unset() {
        return null;
    }

    @BeforeEach
    void start() throws Exception {
        service = new WatchedService();
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", new File(".").getAbsolutePath());
        Wrapper orders = Tomcat.addServlet(context, "orders", new Orders());
        orders.setAsyncSupported(true);
        orders.addMapping("/orders/*");
        FilterDef filter = new FilterDef();
        filter.setFilterName("nightjar");
        filter.setFilter(new NightjarFilter(service.calls()));
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap all = new FilterMap();
        all.setFilterName("nightjar");
        all.addURLPattern("/*");
        for (String dispatcher : List.of("REQUEST", "FORWARD", "ASYNC", "ERROR")) {
            all.setDispatcher(dispatcher);
        }
        context.addFilterMap(all);
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        service.close();
    }

    private int get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/orders" + path);
            return http.send(
                            HttpRequest.newBuilder(uri)
                                    .header("nightjar-call-id", "77-1")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void a_request_is_a_call_with_the_name_of_its_mapping() throws Exception {
        assertThat(get("/17?apikey=tiger&q=shoes")).isEqualTo(200);

        assertThat(service.records(2).get(0))
                .contains("side=server protocol=http name=\"GET /orders/*\" version=1.4.2 caller=77-1")
                .endsWith("p_path=/orders/17 p_apikey=<secret> p_q=shoes");
        assertThat(service.measured("server", "GET /orders/*", "200", "ok")).isEqualTo(1);
    }

    @Test
    void refused_and_broken_requests_are_told_apart_and_count_once() throws Exception {
        assertThat(get("/missing")).isEqualTo(404);
        assertThat(get("/broken")).isEqualTo(500);

        assertThat(service.records(4))
                .hasSize(4)
                .anyMatch(record -> record.endsWith("error=\"java.lang.IllegalStateException: broken\""));
        assertThat(service.measured("server", "GET /orders/*", "404", "client_error"))
                .isEqualTo(1);
        assertThat(service.measured("server", "GET /orders/*", "500", "server_error"))
                .isEqualTo(1);
    }

    @Test
    void a_request_forwarded_within_the_container_is_one_call() throws Exception {
        assertThat(get("/forward")).isEqualTo(200);

        assertThat(service.records(2)).hasSize(2);
    }

    @Test
    void an_asynchronous_request_ends_when_it_is_complete() throws Exception {
        assertThat(get("/later")).isEqualTo(202);
        service.records(2);

        assertThat(service.measured("server", "GET /orders/*", "202", "ok")).isEqualTo(1);
    }

    @Test
    void an_asynchronous_request_that_nobody_completes_ends_with_its_timeout() throws Exception {
        assertThat(get("/never")).isEqualTo(500);

        assertThat(service.records(2).get(1))
                .contains("code=500 outcome=server_error")
                .contains("timed out");
    }
}
