package dev.trestle.demo;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a buyer asks for. */
public final class OrderRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private long buyerId;
    private @Nullable List<Item> items;
    private @Nullable String note;
    private @Nullable String channel;

    public long getBuyerId() {
        return buyerId;
    }

    public void setBuyerId(long buyerId) {
        this.buyerId = buyerId;
    }

    public @Nullable List<Item> getItems() {
        return items;
    }

    public void setItems(@Nullable List<Item> items) {
        this.items = items;
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
}
