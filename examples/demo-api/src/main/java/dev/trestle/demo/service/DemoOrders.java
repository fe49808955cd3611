package dev.trestle.demo.service;

import dev.trestle.demo.Item;
import dev.trestle.demo.Order;
import dev.trestle.demo.OrderRequest;
import dev.trestle.demo.OrderService;
import dev.trestle.demo.OrderStatus;
import dev.trestle.demo.OutOfStockException;
import dev.trestle.demo.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders made from the request. */
@SuppressWarnings("JavaUtilDate") // services of this age have dates; the codec has to carry them
public final class DemoOrders implements OrderService {
    private static final long CREATED_ID = 9_007_199_254_740_993L;
    private static final long CREATED_MILLIS = 1_700_000_000_123L;
    private static final int PAGE_SIZE = 4;

    @Override
    public Order create(OrderRequest request) throws OutOfStockException {
        List<Item> items = request.getItems();
        for (Item item : items == null ? List.<Item>of() : items) {
            if ("NONE".equals(item.getSku())) {
                throw new OutOfStockException("NONE");
            }
        }
        Order order = order(CREATED_ID, request.getBuyerId(), items);
        order.setStatus(OrderStatus.NEW);
        order.setNote(request.getNote());
        order.setChannel(request.getChannel());
        return order;
    }

    @Override
    public List<Order> search(Query query) {
        List<Order> found = new ArrayList<>(PAGE_SIZE);
        for (int i = 1; i <= PAGE_SIZE; i++) {
            List<Item> items = List.of(item("SKU-" + i + "A", i, "19.99"), item("SKU-" + i + "B", 1, "5.00"));
            Order order = order(query.getPage() * 1000L + i, 42, new ArrayList<>(items));
            order.setStatus(query.getStatus());
            order.setTags(query.getTags());
            found.add(order);
        }
        return found;
    }

    private static Order order(long id, long buyerId, @Nullable List<Item> items) {
        Order order = new Order();
        order.setId(id);
        order.setBuyerId(buyerId);
        order.setItems(items);
        order.setTotal(total(items));
        order.setCreated(new Date(CREATED_MILLIS));
        return order;
    }

    private static Item item(String sku, int quantity, String price) {
        Item item = new Item();
        item.setSku(sku);
        item.setQuantity(quantity);
        item.setPrice(new BigDecimal(price));
        return item;
    }

    private static BigDecimal total(@Nullable List<Item> items) {
        BigDecimal total = BigDecimal.ZERO;
        for (Item item : items == null ? List.<Item>of() : items) {
            BigDecimal price = item.getPrice();
            if (price != null) {
                total = total.add(price.multiply(BigDecimal.valueOf(item.getQuantity())));
            }
        }
        return total;
    }
}
