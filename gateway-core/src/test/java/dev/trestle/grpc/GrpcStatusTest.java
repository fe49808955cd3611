package dev.trestle.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcStatusTest {
    @ParameterizedTest
    @CsvSource({
        "plain,plain",
        "a%20b,a b",
        "%C3%BC,ü",
        "%c3%bc 100%25,ü 100%",
        "%,%",
        "%2,%2",
        "%zz,%zz",
        "%4,%4",
        "%%41,%A"
    })
    void message_isDecoded_andKeptWhereItIsNotEncoded(String written, String read) {
        assertThat(GrpcStatus.of(
                        new DefaultHttp2Headers().add("grpc-status", "5").add("grpc-message", written)))
                .isEqualTo(new GrpcStatus(5, read));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "16,16", "99,99", "'',2", "-1,2", "1234567890,2", "1x,2"})
    void code_isTheNumber_orUnknown(String written, int code) {
        assertThat(GrpcStatus.of(new DefaultHttp2Headers().add("grpc-status", written))
                        .code())
                .isEqualTo(code);
    }
}
