package dev.nightjar.server.e2e;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Remote-write 1.0 bodies by hand, so that the tests do not lean on the product's own encoder. */
final class RemoteWriteBody {
    private RemoteWriteBody() {}

    /** One series with one sample, as a remote-write 1.0 body before compression. */
    static byte[] of(byte[] labels, long timestampMillis, double value) {
        return of(labels, new long[] {timestampMillis}, new double[] {value});
    }

    /** One series. Bodies one after the other are a body of all their series. */
    static byte[] of(byte[] labels, long[] timestampsMillis, double[] values) {
        ByteArrayOutputStream series = new ByteArrayOutputStream();
        series.writeBytes(labels);
        for (int i = 0; i < values.length; i++) {
            byte[] sample = sample(timestampsMillis[i], values[i]);
            series.write(0x12);
            varint(series, sample.length);
            series.writeBytes(sample);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(0x0a);
        varint(request, series.size());
        request.writeBytes(series.toByteArray());
        return request.toByteArray();
    }

    private static byte[] sample(long timestampMillis, double value) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        sample.write(0x09);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < 8; i++) {
            sample.write((int) (bits >>> (8 * i)));
        }
        sample.write(0x10);
        varint(sample, timestampMillis);
        return sample.toByteArray();
    }

    /** {@code up{job="…"}}, compressed. */
    static byte[] up(String job, long timestampMillis, double value) throws IOException {
        byte[] labels = LabelBytes.encode(Labels.of("__name__", "up", "job", job));
        return Snappy.compress(of(labels, timestampMillis, value));
    }

    private static void varint(ByteArrayOutputStream to, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        to.write((int) rest);
    }
}
