package dev.trestle.codec.http;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** {@code wire: {http: ...}} of a cluster. */
@Doc("HTTP/1.1: whom requests name as their host, what they tell of the client, and how large a reply's head may be.")
public record HttpWireSettings(
        @Matches(Text.AUTHORITY)
        @Example("users.internal:8080")
        @Doc("The Host of requests; without it the one that the client has asked for.")
        @Nullable
        String host,

        @Default("replace")
        @Doc("What a request says of the client in X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host.")
        Forwarded forwarded,

        @Matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
        @Example("trestle")
        @Doc(
                "The name of this gateway in Via, behind those that a request or reply came with; without it Via is passed as it is.")
        @Nullable
        String via,

        @Default("64KiB")
        @Range(min = 1024, max = 1 << 20)
        @Doc("The most bytes of a reply's head, interim ones before it included; and of its trailers.")
        ByteSize maxHeaderBytes,

        @Default("200") @Range(min = 1, max = 10000) @Doc("The most fields in a reply's head, and in its trailers.")
        int maxHeaders) {
    /** Checks what goes into requests as it is. */
    public HttpWireSettings {
        Text.checkHost(host);
        if (via != null && !Text.isToken(via)) {
            throw new SettingException("via", via + " (expected: letters, digits, - and .)");
        }
    }

    /** The same for requests that have no client. */
    HttpWireSettings ofNobody() {
        return new HttpWireSettings(null, Forwarded.NONE, via, maxHeaderBytes, maxHeaders);
    }

    /** What is said of the client. */
    public enum Forwarded {
        @Doc(
                "What this gateway knows. All X-Forwarded- fields and Forwarded of the client are dropped: anybody can write them.")
        REPLACE,
        @Doc(
                "The client's address behind those of X-Forwarded-For; Proto and Host unless they are there. For a gateway that only proxies can reach.")
        APPEND,
        @Doc("Nothing; what the client sent is passed.")
        NONE
    }
}
