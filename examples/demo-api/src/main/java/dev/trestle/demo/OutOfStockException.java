package dev.trestle.demo;

/** An ordered item is not there. */
public final class OutOfStockException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sku;

    public OutOfStockException(String sku) {
        super("out of stock: " + sku);
        this.sku = sku;
    }

    public String getSku() {
        return sku;
    }
}
