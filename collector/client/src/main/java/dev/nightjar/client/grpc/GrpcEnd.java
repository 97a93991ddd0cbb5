package dev.nightjar.client.grpc;

import dev.nightjar.client.Call;
import dev.nightjar.client.CallOutcome;
import dev.nightjar.client.Calls;
import io.grpc.Metadata;
import io.grpc.Status;

/** What both ends of a gRPC call have in common. */
final class GrpcEnd {
    static final String PROTOCOL = "grpc";
    static final Metadata.Key<String> CALLER = Metadata.Key.of(Calls.CALLER, Metadata.ASCII_STRING_MARSHALLER);

    private GrpcEnd() {}

    static void exit(Call call, Status status) {
        call.exit(
                status.getCode().name(),
                outcome(status.getCode()),
                status.isOk() ? null : status.getCause() == null ? status.asException() : status.getCause());
    }

    private static CallOutcome outcome(Status.Code code) {
        return switch (code) {
            case OK -> CallOutcome.OK;
            case CANCELLED,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE -> CallOutcome.CLIENT_ERROR;
            case UNKNOWN,
                    DEADLINE_EXCEEDED,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    UNIMPLEMENTED,
                    INTERNAL,
                    UNAVAILABLE,
                    DATA_LOSS -> CallOutcome.SERVER_ERROR;
        };
    }

    /** A message as text, for the rules of redaction to look at; a message that cannot be shown is not. */
    static String text(Object message) {
        try {
            return String.valueOf(message);
        } catch (RuntimeException e) {
            return "";
        }
    }
}
