package dev.nightjar.ingest.icmp;

import java.util.Optional;

/** Why a packet did not get where it was to go, as routers and hosts say it. */
enum Refusal {
    UNREACHABLE("says that it cannot be reached"),
    FORBIDDEN("says that it is forbidden to go there"),
    TOO_LARGE("says that the packet is too large, and it must not be fragmented"),
    TOO_FAR("says that the packet has passed through as many routers as it may");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** What follows the name of who says it. */
    String words() {
        return words;
    }

    /** Empty for what is no error. */
    static Optional<Refusal> of(boolean six, int type, int code) {
        return six ? ofSix(type, code) : ofFour(type, code);
    }

    private static Optional<Refusal> ofFour(int type, int code) {
        return switch (type) {
            case 3 ->
                Optional.of(
                        switch (code) {
                            case 4 -> TOO_LARGE;
                            case 9, 10, 13 -> FORBIDDEN;
                            default -> UNREACHABLE;
                        });
            case 11 -> Optional.of(TOO_FAR);
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> ofSix(int type, int code) {
        return switch (type) {
            case 1 -> Optional.of(code == 1 || code == 5 || code == 6 ? FORBIDDEN : UNREACHABLE);
            case 2 -> Optional.of(TOO_LARGE);
            case 3 -> Optional.of(TOO_FAR);
            default -> Optional.empty();
        };
    }
}
