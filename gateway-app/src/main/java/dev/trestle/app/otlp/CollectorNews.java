package dev.trestle.app.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a collector does not take a signal, and once that it does again. One thread. */
final class CollectorNews {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorNews.class);

    private final String what;
    private final String url;
    private boolean away;

    CollectorNews(String what, String url) {
        this.what = what;
        this.url = url;
    }

    /** How an attempt to send ended; whether it ended well. */
    boolean of(CompletableResultCode sent) {
        boolean good = sent.isSuccess();
        if (!good && !away) {
            LOG.warn("OTLP: {} cannot be sent to {}: {}; they are dropped until it takes them", what, url, why(sent));
        } else if (good && away) {
            LOG.info("OTLP: {} takes {} again", url, what);
        }
        away = !good;
        return good;
    }

    /** The innermost cause: what is around it says only that sending failed. Below a connection that is refused there is only its end. */
    private static String why(CompletableResultCode sent) {
        Throwable reason = sent.getFailureThrowable();
        if (!sent.isDone() || reason == null) {
            return sent.isDone() ? "refused" : "no answer in time";
        }
        while (reason.getCause() != null && !(reason instanceof ConnectException)) {
            reason = reason.getCause();
        }
        String text = reason.getMessage();
        return reason.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }
}
