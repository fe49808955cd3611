package dev.trestle.app.tap;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that was recorded, masked and as JSON has it.
 *
 * @param time when it began, ISO-8601
 * @param requestId the correlation id, as in the access log
 * @param peer the client
 * @param route its id
 * @param call what was called
 * @param request as the filters left it
 * @param arguments what the call was made of
 * @param sent bytes to the service
 * @param received frames from it
 * @param reply what the codec made of them; null if it gave none
 * @param failure why not; null also where the exchange was given up from outside, by a timeout or the client
 * @param micros from the request's head to the end
 * @param cut whether more passed than was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TappedCall(
        String time,
        String requestId,
        String peer,
        String route,
        String call,
        Request request,
        List<CallArgument> arguments,
        List<FrameView> sent,
        List<FrameView> received,
        @Nullable Reply reply,
        @Nullable String failure,
        long micros,
        boolean cut) {
    /** What came in. */
    public record Request(String method, String target, List<Field> headers, String body) {}

    /** What goes out. */
    public record Reply(int status, List<Field> headers, String body) {}

    /** One header. */
    public record Field(String name, String value) {}
}
