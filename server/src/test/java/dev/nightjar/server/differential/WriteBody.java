package dev.nightjar.server.differential;

import java.util.List;

/**
 * Turns numbers into a remote-write 1.0 request, by the field numbers of its protobuf and by hand: the comparison must
 * not lean on the product's own encoder.
 */
final class WriteBody {
    private WriteBody() {}

    static byte[] of(List<SampleData.Series> series) {
        ProtoBytes request = new ProtoBytes();
        series.forEach(each -> request.message(1, series(each)));
        return request.toByteArray();
    }

    private static ProtoBytes series(SampleData.Series series) {
        ProtoBytes message = new ProtoBytes();
        series.labels()
                .forEach((name, value) ->
                        message.message(1, new ProtoBytes().text(1, name).text(2, value)));
        for (int i = 0; i < series.times().size(); i++) {
            message.message(
                    2,
                    new ProtoBytes()
                            .fixed64(1, series.bits().get(i))
                            .varint(2, series.times().get(i)));
        }
        return message;
    }
}
