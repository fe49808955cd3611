package dev.trestle.demo.thriftserver;

import dev.trestle.demo.thrift.Calculator;
import dev.trestle.demo.thrift.everything.EverythingService;
import dev.trestle.peer.PeerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.server.TNonblockingServer;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TSimpleServer;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.server.TThreadedSelectorServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.TTransportFactory;
import org.apache.thrift.transport.layered.TFramedTransport;

/** libthrift's own servers: which of them, over which transport and protocol, is up to the command line. */
public final class ThriftServer {
    private static final Set<String> OPTIONS = Set.of("--port", "--transport", "--protocol", "--server", "--service");

    private final PeerProcess process;
    private final TProcessor processor;
    private final TProtocolFactory protocol;

    private ThriftServer(PeerProcess process) {
        this.process = process;
        this.processor = processor(process.option("--service", "calculator"));
        this.protocol = protocol(process.option("--protocol", "binary"));
    }

    /**
     * Serves until it is killed: {@code --port N --transport framed|buffered --protocol binary|compact
     * --server selector|threadpool|nonblocking|simple --service calculator|everything}. The selector and nonblocking servers are framed
     * by nature; the default is the selector server, or for a buffered transport the thread pool.
     */
    public static void main(String... args) throws IOException, TException {
        new ThriftServer(PeerProcess.of(OPTIONS, args)).serve();
    }

    private void serve() throws IOException, TTransportException {
        boolean framed = switch (process.option("--transport", "framed")) {
            case "framed" -> true;
            case "buffered" -> false;
            default -> throw unknown("--transport", "framed, buffered");
        };
        String kind = process.option("--server", framed ? "selector" : "threadpool");
        switch (kind) {
            case "selector", "nonblocking" -> {
                if (!framed) {
                    throw unknown("--transport", "framed, as --server " + kind + " always is");
                }
                serveSelecting(kind);
            }
            case "threadpool", "simple" ->
                serveBlocking(kind, framed ? new TFramedTransport.Factory() : new TTransportFactory());
            default -> throw unknown("--server", "selector, threadpool, nonblocking, simple");
        }
    }

    private void serveSelecting(String kind) throws IOException, TTransportException {
        TNonblockingServerSocket socket = new TNonblockingServerSocket(address());
        TServer server = kind.equals("selector")
                ? new TThreadedSelectorServer(new TThreadedSelectorServer.Args(socket)
                        .processor(processor)
                        .protocolFactory(protocol))
                : new TNonblockingServer(
                        new TNonblockingServer.Args(socket).processor(processor).protocolFactory(protocol));
        // The socket listens from its construction on: a client that comes before serve() waits in its backlog.
        process.ready(socket.getPort());
        server.serve();
    }

    private void serveBlocking(String kind, TTransportFactory transport) throws IOException, TTransportException {
        TServerSocket socket = new TServerSocket(address());
        TServer server = kind.equals("threadpool")
                ? new TThreadPoolServer(new TThreadPoolServer.Args(socket)
                        .processor(processor)
                        .protocolFactory(protocol)
                        .transportFactory(transport))
                : new TSimpleServer(new TSimpleServer.Args(socket)
                        .processor(processor)
                        .protocolFactory(protocol)
                        .transportFactory(transport));
        process.ready(socket.getServerSocket().getLocalPort());
        server.serve();
    }

    private InetSocketAddress address() throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), process.port("--port"));
    }

    private static TProcessor processor(String service) {
        return switch (service) {
            case "calculator" -> new Calculator.Processor<>(new CalculatorHandler());
            case "everything" -> new EverythingService.Processor<>(new EverythingHandler());
            default ->
                throw new IllegalArgumentException("--service " + service + " (expected: calculator, everything)");
        };
    }

    private static TProtocolFactory protocol(String protocol) {
        return switch (protocol) {
            case "binary" -> new TBinaryProtocol.Factory();
            case "compact" -> new TCompactProtocol.Factory();
            default -> throw new IllegalArgumentException("--protocol " + protocol + " (expected: binary, compact)");
        };
    }

    private IllegalArgumentException unknown(String option, String expected) {
        return new IllegalArgumentException(
                option + " " + process.option(option, "") + " (expected: " + expected + ")");
    }
}
