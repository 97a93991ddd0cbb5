package dev.nightjar.client.servlet;

import dev.nightjar.client.Call;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Ends the call of an asynchronous request when the container says that it is complete. */
final class AsyncEnd implements AsyncListener {
    private final Call call;
    private final HttpServletResponse response;
    private volatile @Nullable Throwable error;

    AsyncEnd(Call call, HttpServletResponse response) {
        this.call = call;
        this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        call.exitHttp(response.getStatus(), error);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        error = new TimeoutException("the asynchronous request timed out");
    }

    @Override
    public void onError(AsyncEvent event) {
        error = event.getThrowable();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // listeners are forgotten when a request becomes asynchronous once more
        event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
    }
}
