package dev.nightjar.demo;

import java.util.List;

/**
 * What a service of the shop is like.
 *
 * @param requestsPerSecond to each instance, on average over a day
 * @param diskWrites by each request
 * @param calls services and outside parties each request waits for
 */
record ServiceSpec(
        String name, List<Route> routes, double requestsPerSecond, int diskWrites, List<String> calls, String version) {

    /**
     * One kind of request.
     *
     * @param share of the requests
     * @param seconds of work of its own, median
     */
    record Route(String method, String path, double share, double seconds) {}

    static final String BANK = "bank";

    /** In the order in which a step visits them: whoever is called comes first. */
    static final List<ServiceSpec> SHOP = List.of(
            new ServiceSpec(
                    "catalog",
                    List.of(
                            new Route("GET", "/products", 0.7, 0.012),
                            new Route("GET", "/products/{id}", 0.25, 0.006),
                            new Route("GET", "/search", 0.05, 0.045)),
                    12,
                    0,
                    List.of(),
                    "5.11.0"),
            new ServiceSpec(
                    "payment",
                    List.of(new Route("POST", "/charge", 0.9, 0.020), new Route("POST", "/refund", 0.1, 0.025)),
                    6,
                    1,
                    List.of(BANK),
                    "1.8.3"),
            new ServiceSpec(
                    "checkout",
                    List.of(
                            new Route("POST", "/checkout", 0.6, 0.025),
                            new Route("GET", "/cart", 0.3, 0.008),
                            new Route("POST", "/cart/items", 0.1, 0.010)),
                    8,
                    2,
                    List.of("catalog", "payment"),
                    "2.3.1"));
}
