package dev.trestle.demo;

import java.util.List;

/** Orders. */
public interface OrderService {
    /** Sku {@code NONE} is never in stock. */
    Order create(OrderRequest request) throws OutOfStockException;

    /** Always the same four orders (about 1.1 KB as JSON), numbered by page and carrying the query's status and tags. */
    List<Order> search(Query query);
}
