package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Redis client of Higress' wrapper, in a plugin of its SDK, with a Redis of its own. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HigressRedisIT {
    private static final String AWAY = "error: cannot connect to redis cluster";

    /** What there is, the last one first. */
    private final List<AutoCloseable> opened = new ArrayList<>();

    private HigressRig rig;
    private RedisServer redis;
    private RedisServer locked;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        redis = opened(RedisServer.start(""));
        locked = opened(RedisServer.start("secret"));
        rig = opened(new HigressRig(directory));
    }

    private <T extends AutoCloseable> T opened(T each) {
        opened.addFirst(each);
        return each;
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void strings_areSetAndRead() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis("[\"Set\",\"a\",\"1 ü\"],[\"Get\",\"a\"],[\"SetNX\",\"a\",\"2\",5],[\"SetNX\",\"a2\",\"2\",0],"
                        + "[\"MSet\",\"b\",\"2\"],[\"MGet\",\"a\",\"b\",\"none\"],[\"Incr\",\"b\"],[\"Decr\",\"b\"],"
                        + "[\"IncrBy\",\"b\",5],[\"DecrBy\",\"b\",3],[\"Exists\",\"b\"],[\"Del\",\"b\"],[\"Exists\",\"b\"],"
                        + "[\"Set\",\"e\",\"\"],[\"Get\",\"e\"]"))
                .isEqualTo(
                        "[\"OK\",\"1 ü\",\"nil\",\"OK\",\"OK\",\"[1 ü 2 nil]\",\"3\",\"2\",\"7\",\"4\",\"1\",\"1\",\"0\","
                                + "\"OK\",\"\"]");
    }

    @Test
    void keys_expire() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(
                        redis(
                                "[\"SetEx\",\"x\",\"1\",100],[\"Command\",\"ttl\",\"x\"],[\"Persist\",\"x\"],[\"Command\",\"ttl\",\"x\"],"
                                        + "[\"Expire\",\"x\",50],[\"Command\",\"ttl\",\"x\"],[\"Command\",\"pexpire\",\"x\",1]"))
                .isEqualTo("[\"OK\",\"100\",\"1\",\"-1\",\"1\",\"50\",\"1\"]");
        Waiting.until("it is gone", () -> redis("[\"Get\",\"x\"]").equals("[\"nil\"]"));
    }

    @Test
    void lists_areChangedAndRead() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis(
                        "[\"RPush\",\"l\",\"b\",\"c\"],[\"LPush\",\"l\",\"a\"],[\"LLen\",\"l\"],[\"LRange\",\"l\",0,-1],"
                                + "[\"LIndex\",\"l\",1],[\"LInsertBefore\",\"l\",\"b\",\"x\"],[\"LInsertAfter\",\"l\",\"b\",\"y\"],"
                                + "[\"LRem\",\"l\",0,\"x\"],[\"LPop\",\"l\"],[\"RPop\",\"l\"],[\"LRange\",\"l\",0,-1]"))
                .isEqualTo("[\"2\",\"3\",\"3\",\"[a b c]\",\"b\",\"4\",\"5\",\"1\",\"a\",\"c\",\"[b y]\"]");
    }

    @Test
    void hashes_areChangedAndRead() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(
                        redis(
                                "[\"HSet\",\"h\",\"f\",\"1\"],[\"HMSet\",\"h\",\"g\",\"2\"],[\"HGet\",\"h\",\"f\"],[\"HMGet\",\"h\",\"f\",\"none\"],"
                                        + "[\"HLen\",\"h\"],[\"HKeys\",\"h\"],[\"HVals\",\"h\"],[\"HGetAll\",\"h\"],[\"HExists\",\"h\",\"f\"],"
                                        + "[\"HIncrBy\",\"h\",\"f\",4],[\"HIncrByFloat\",\"h\",\"f\",0.5],[\"HDel\",\"h\",\"f\",\"g\"]"))
                .isEqualTo(
                        "[\"1\",\"OK\",\"1\",\"[1 nil]\",\"2\",\"[f g]\",\"[1 2]\",\"[f 1 g 2]\",\"1\",\"5\",\"5.5\",\"2\"]");
    }

    @Test
    void sets_areChangedAndRead() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis("[\"SAdd\",\"s\",\"1\",\"2\"],[\"SAdd\",\"t\",\"2\"],[\"SCard\",\"s\"],[\"SMembers\",\"s\"],"
                        + "[\"SIsMember\",\"s\",\"1\"],[\"SDiff\",\"s\",\"t\"],[\"SDiffStore\",\"d\",\"s\",\"t\"],[\"SInter\",\"s\",\"t\"],"
                        + "[\"SInterStore\",\"d\",\"s\",\"t\"],[\"SUnion\",\"s\",\"t\"],[\"SUnionStore\",\"d\",\"s\",\"t\"],"
                        + "[\"SRem\",\"s\",\"1\"]"))
                .isEqualTo("[\"2\",\"1\",\"2\",\"[1 2]\",\"1\",\"[1]\",\"1\",\"[2]\",\"1\",\"[1 2]\",\"2\",\"1\"]");
    }

    @Test
    void sortedSets_areChangedAndRead() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis(
                        "[\"ZAdd\",\"z\",\"a\",1,\"b\",2],[\"ZCard\",\"z\"],[\"ZCount\",\"z\",\"-inf\",1],[\"ZIncrBy\",\"z\",\"a\",5],"
                                + "[\"ZScore\",\"z\",\"a\"],[\"ZRank\",\"z\",\"a\"],[\"ZRevRank\",\"z\",\"a\"],[\"ZRange\",\"z\",0,-1],"
                                + "[\"ZRevRange\",\"z\",0,-1],[\"ZRem\",\"z\",\"a\"]"))
                .isEqualTo("[\"2\",\"2\",\"1\",\"6\",\"6\",\"1\",\"0\",\"[b a]\",\"[a b]\",\"1\"]");
    }

    @Test
    void scripts_areRun_andTheirNestedAnswersRead() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis("[\"Eval\",\"return {KEYS[1],{ARGV[1],7,{false}}}\",1,\"k\",\"v\"]"))
                .isEqualTo("[\"[k [v 7 [nil]]]\"]");
    }

    @Test
    void answer_isNil_whenThereIsNoSuchKey() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis("[\"Get\",\"none\"]")).isEqualTo("[\"nil\"]");
    }

    @Test
    void answer_isRedisOwnError_andTheNextCommandWorks() throws Exception {
        serve(redis.endpoint(), "");
        assertThat(redis("[\"Set\",\"text\",\"abc\"],[\"Incr\",\"text\"],[\"Get\",\"text\"]"))
                .isEqualTo("[\"OK\",\"error: ERR value is not an integer or out of range\",\"abc\"]");
    }

    @Test
    void login_isMade_beforeTheFirstCommand() throws Exception {
        serve(locked.endpoint(), "password: secret");
        assertThat(redis("[\"Set\",\"a\",\"1\"],[\"Get\",\"a\"]")).isEqualTo("[\"OK\",\"1\"]");
        serve(locked.endpoint(), "username: default, password: secret");
        assertThat(redis("[\"Command\",\"acl\",\"whoami\"]")).isEqualTo("[\"default\"]");
    }

    @Test
    void login_isAnsweredAsRedisDoes_whenThePasswordIsWrong() throws Exception {
        serve(locked.endpoint(), "password: other");
        assertThat(redis("[\"Get\",\"a\"],[\"Get\",\"b\"]"))
                .isEqualTo("[\"error: WRONGPASS invalid username-password pair or user is disabled.\","
                        + "\"error: WRONGPASS invalid username-password pair or user is disabled.\"]");
        serve(locked.endpoint(), "");
        assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"error: NOAUTH Authentication required.\"]");
    }

    @Test
    void database_isTheOneThatWasAskedFor() throws Exception {
        serve(redis.endpoint(), "database: 3");
        assertThat(redis("[\"Set\",\"only\",\"3\"],[\"Get\",\"only\"]")).isEqualTo("[\"OK\",\"3\"]");
        serve(redis.endpoint(), "");
        assertThat(redis("[\"Get\",\"only\"]")).isEqualTo("[\"nil\"]");
        serve(redis.endpoint(), "database: 99");
        assertThat(redis("[\"Get\",\"only\"]")).isEqualTo("[\"error: ERR DB index is out of range\"]");
    }

    @Test
    void commands_workAgain_whenRedisWasKilledAndIsBack() throws Exception {
        try (RedisServer mortal = RedisServer.start("")) {
            serve(mortal.endpoint(), "");
            assertThat(redis("[\"Set\",\"a\",\"1\"]")).isEqualTo("[\"OK\"]");
            mortal.kill();
            assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"" + AWAY + "\"]");
            assertThat(rig.ask("").statusCode()).isEqualTo(200);
            mortal.start();
            Waiting.until(
                    "it is asked again", () -> redis("[\"Set\",\"a\",\"2\"]").equals("[\"OK\"]"));
            assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"2\"]");
        }
    }

    @Test
    void command_fails_whenItsConnectionEndsBeforeTheAnswer() throws Exception {
        try (ScriptedUpstream broken = ScriptedUpstream.start(
                connection -> {
                    connection.read(20);
                    connection.rst();
                },
                connection -> {
                    connection.read(20);
                    connection
                            .send("$1\r\n".getBytes(StandardCharsets.US_ASCII))
                            .fin();
                })) {
            serve(broken.endpoint(), "timeout: 20000");
            assertThat(redis("[\"Get\",\"a\"],[\"Get\",\"a\"]")).isEqualTo("[\"" + AWAY + "\",\"" + AWAY + "\"]");
        }
    }

    @Test
    void command_failsAlone_whenRedisDoesNotAnswer() throws Exception {
        try (ScriptedUpstream silent = ScriptedUpstream.start(ScriptedConnection::neverAnswer, connection -> {
            connection.read(20);
            connection.send("$1\r\n7\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            serve(silent.endpoint(), "timeout: 300");
            assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"" + AWAY + "\"]");
            Waiting.until("its connection closes", () -> silent.connection(0).isPeerClosed());
            assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"7\"]");
        }
    }

    @Test
    void command_fails_whenWhatComesIsNoRedis() throws Exception {
        for (String answer :
                List.of("HTTP/1.1 400 Bad Request\r\n\r\n", "$x\r\n", "*-7\r\n", "$1\r\nabc\r\n", "+OK\n\r")) {
            try (ScriptedUpstream other =
                    ScriptedUpstream.start(connection -> connection.send(answer.getBytes(StandardCharsets.US_ASCII)))) {
                serve(other.endpoint(), "timeout: 5000");
                assertThat(redis("[\"Get\",\"a\"]")).as(answer).isEqualTo("[\"" + AWAY + "\"]");
            }
        }
    }

    @Test
    void answer_isWhole_whenItComesByteByByte() throws Exception {
        byte[] answer = "*3\r\n$2\r\nab\r\n*1\r\n:-4\r\n$-1\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ScriptedUpstream slow = ScriptedUpstream.start(connection -> {
            connection.read(20);
            connection.sendByteByByte(answer);
        })) {
            serve(slow.endpoint(), "timeout: 5000");
            assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"[ab [-4] nil]\"]");
        }
    }

    @Test
    void command_fails_whenItsAnswerIsTooLarge_andTheNextOneWorks() throws Exception {
        serve(redis.endpoint(), "timeout: 5000");
        assertThat(redis("[\"Eval\",\"return string.rep('x', 2000000)\",0],[\"Command\",\"ping\"]"))
                .isEqualTo("[\"" + AWAY + "\",\"PONG\"]");
    }

    @Test
    void command_isRefused_whenItWouldChangeWhatOthersShare() throws Exception {
        serve(redis.endpoint(), "");
        String refused = "\"not sent: error status returned by host: bad argument\"";
        assertThat(redis(
                        "[\"Command\",\"select\",\"4\"],[\"Command\",\"SUBSCRIBE\",\"c\"],[\"Command\",\"Multi\"],[\"Command\",\"blpop\",\"l\",\"0\"],"
                                + "[\"Command\",\"ping\"]"))
                .isEqualTo("[" + refused + "," + refused + "," + refused + "," + refused + ",\"PONG\"]");
    }

    @Test
    void command_isRefused_whenThereIsNoSuchCluster() throws Exception {
        rig.serve("", "{ redis: { service: nowhere.static, port: 6379, timeout: 1000 } }");
        assertThat(redis("[\"Get\",\"a\"]")).isEqualTo("[\"not sent: error status returned by host: bad argument\"]");
    }

    @Test
    void commands_areBounded_whenThereAreAThousandAtOnce() throws Exception {
        serve(redis.endpoint(), "timeout: 5000");
        HttpResponse<String> reply = rig.ask("redis-many", "x-redis", "[[1000,\"Incr\",\"many\"]]");
        assertThat(reply.body()).isEqualTo("{\"answered\":256,\"failed\":0,\"refused\":744}");
        assertThat(redis("[\"Get\",\"many\"]")).isEqualTo("[\"256\"]");
    }

    @Test
    void exchanges_getEachItsOwnAnswer_whenTheyAskAtTheSameTime() throws Exception {
        serve(redis.endpoint(), "timeout: 5000");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String step = "[\"Command\",\"echo\",\"n" + i + "\"]";
                answers.add(threads.submit(() -> redis(step + "," + step)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("[\"n" + i + "\",\"n" + i + "\"]");
            }
        }
    }

    private void serve(String endpoint, String login) {
        String written =
                login.contains("timeout") ? login : login.isEmpty() ? "timeout: 2000" : login + ", timeout: 2000";
        rig.serve(
                "cache: { endpoints: [\"" + endpoint + "\"] }",
                "{ redis: { service: cache.static, port: 6379, " + written + " } }");
    }

    private String redis(String steps) {
        try {
            return rig.ask("redis", "x-redis", ascii("[" + steps + "]")).body();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A field's value as JSON with nothing but ASCII. */
    private static String ascii(String json) {
        StringBuilder out = new StringBuilder();
        json.chars().forEach(c -> out.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return out.toString();
    }
}
