package dev.trestle.demo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order, with what the request said echoed in it so that a client can see what arrived. */
public final class Order implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private long buyerId;
    private @Nullable OrderStatus status;
    private @Nullable BigDecimal total;
    private @Nullable List<Item> items;
    private @Nullable List<String> tags;
    private @Nullable String note;
    private @Nullable String channel;
    private @Nullable Date created;

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public long getBuyerId() {
        return buyerId;
    }

    public void setBuyerId(long buyerId) {
        this.buyerId = buyerId;
    }

    public @Nullable OrderStatus getStatus() {
        return status;
    }

    public void setStatus(@Nullable OrderStatus status) {
        this.status = status;
    }

    public @Nullable BigDecimal getTotal() {
        return total;
    }

    public void setTotal(@Nullable BigDecimal total) {
        this.total = total;
    }

    public @Nullable List<Item> getItems() {
        return items;
    }

    public void setItems(@Nullable List<Item> items) {
        this.items = items;
    }

    public @Nullable List<String> getTags() {
        return tags;
    }

    public void setTags(@Nullable List<String> tags) {
        this.tags = tags;
    }

    public @Nullable String getNote() {
        return note;
    }

    public void setNote(@Nullable String note) {
        this.note = note;
    }

    public @Nullable String getChannel() {
        return channel;
    }

    public void setChannel(@Nullable String channel) {
        this.channel = channel;
    }

    public @Nullable Date getCreated() {
        return created;
    }

    public void setCreated(@Nullable Date created) {
        this.created = created;
    }
}
