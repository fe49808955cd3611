package dev.trestle.demo;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to search orders by. */
public final class Query implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable OrderStatus status;
    private int page;
    private @Nullable List<String> tags;

    public @Nullable OrderStatus getStatus() {
        return status;
    }

    public void setStatus(@Nullable OrderStatus status) {
        this.status = status;
    }

    public int getPage() {
        return page;
    }

    public void setPage(int page) {
        this.page = page;
    }

    public @Nullable List<String> getTags() {
        return tags;
    }

    public void setTags(@Nullable List<String> tags) {
        this.tags = tags;
    }
}
