"""The calculator on Apache Thrift's own Python library. Same options and ready line as the Java servers.

gen-py is made from routes/idl: thrift -gen py -out gen-py ../../routes/idl/calculator.thrift
"""
import argparse
import logging
import os
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "gen-py"))

from calculator import Calculator  # noqa: E402
from calculator.ttypes import InvalidOperation, Operation  # noqa: E402
from thrift.protocol import TBinaryProtocol, TCompactProtocol, THeaderProtocol  # noqa: E402
from thrift.server import TServer  # noqa: E402
from thrift.transport import TSocket, TTransport  # noqa: E402

TRANSPORTS = {
    "framed": TTransport.TFramedTransportFactory,
    "buffered": TTransport.TBufferedTransportFactory,
    # The header's protocol brings its own.
    "header": TTransport.TTransportFactoryBase,
}
PROTOCOLS = {"binary": TBinaryProtocol.TBinaryProtocolFactory, "compact": TCompactProtocol.TCompactProtocolFactory}
# One thread serves one connection until it closes.
MAX_CONNECTIONS = 64


class Handler:
    def add(self, a, b):
        return wrap(a + b, 32)

    def work(self, work):
        a, b = work.num1, work.num2
        if work.op == Operation.DIVIDE:
            if b == 0:
                raise InvalidOperation(work.op, "cannot divide by 0")
            quotient = abs(a) // abs(b)
            return wrap(quotient if (a < 0) == (b < 0) else -quotient, 64)
        return wrap({Operation.ADD: a + b, Operation.SUBTRACT: a - b, Operation.MULTIPLY: a * b}[work.op], 64)

    def ping(self):
        pass


def wrap(value, bits):
    """Two's complement, as the Java server has it."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def protocol(options):
    if options.transport == "header":
        return SeeingFactory()
    return PROTOCOLS[options.protocol]()


class SeeingFactory(THeaderProtocol.THeaderProtocolFactory):
    """Says what came in the header."""

    def getProtocol(self, trans):
        proto = super().getProtocol(trans)
        begin = proto.readMessageBegin

        def seeing():
            head = begin()
            for key, value in proto.trans.get_headers().items():
                print("header", key.decode(), value.decode(), file=sys.stderr, flush=True)
            return head

        proto.readMessageBegin = seeing
        return proto


class ReadySocket(TSocket.TServerSocket):
    """Says the ready line once clients can connect."""

    def listen(self):
        super().listen()
        print("ready", self.handle.getsockname()[1], flush=True)


def exit_at_end_of_input():
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--transport", choices=TRANSPORTS, default="framed")
    parser.add_argument("--protocol", choices=PROTOCOLS, default="binary")
    parser.add_argument("--exit-with-parent", action="store_true")
    options = parser.parse_args()
    # The library logs every client that disconnects.
    logging.disable(logging.ERROR)
    if options.exit_with_parent:
        threading.Thread(target=exit_at_end_of_input, daemon=True).start()
    server = TServer.TThreadPoolServer(
        Calculator.Processor(Handler()),
        ReadySocket("127.0.0.1", options.port),
        TRANSPORTS[options.transport](),
        protocol(options),
        daemon=True,
    )
    server.setNumThreads(MAX_CONNECTIONS)
    server.serve()


if __name__ == "__main__":
    main()
