package dev.trestle.demo.thriftserver;

import dev.trestle.demo.thrift.Calculator;
import dev.trestle.demo.thrift.InvalidOperation;
import dev.trestle.demo.thrift.Operation;
import dev.trestle.demo.thrift.Work;

/** Sums; dividing by zero is the declared exception. */
final class CalculatorHandler implements Calculator.Iface {
    @Override
    public int add(int a, int b) {
        return a + b;
    }

    @Override
    public long work(Work work) throws InvalidOperation {
        Operation op = work.getOp();
        if (op == null) {
            throw new InvalidOperation(null, "unknown operation");
        }
        if (op == Operation.DIVIDE && work.getNum2() == 0) {
            throw new InvalidOperation(op, "cannot divide by 0");
        }
        return switch (op) {
            case ADD -> work.getNum1() + work.getNum2();
            case SUBTRACT -> work.getNum1() - work.getNum2();
            case MULTIPLY -> work.getNum1() * work.getNum2();
            case DIVIDE -> work.getNum1() / work.getNum2();
        };
    }

    @Override
    public void ping() {
        // a oneway call: nobody waits
    }
}
