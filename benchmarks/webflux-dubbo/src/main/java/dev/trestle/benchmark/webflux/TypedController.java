package dev.trestle.benchmark.webflux;

import dev.trestle.demo.Order;
import dev.trestle.demo.OrderService;
import dev.trestle.demo.OrderStatus;
import dev.trestle.demo.Query;
import dev.trestle.demo.User;
import dev.trestle.demo.UserService;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.dubbo.rpc.RpcContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Over Dubbo's typed stubs. */
@RestController
final class TypedController {
    private final UserService users;
    private final OrderService orders;

    TypedController(UserService users, OrderService orders) {
        this.users = users;
        this.orders = orders;
    }

    /** What {@code POST /v1/echo} takes. */
    record Echo(String text) {}

    @GetMapping("/typed/v1/users/{id}")
    Mono<User> user(@PathVariable long id) {
        return call(() -> users.getUser(id));
    }

    @PostMapping("/typed/v1/echo")
    Mono<String> echo(@RequestBody Echo echo) {
        return call(() -> users.echo(echo.text()));
    }

    @GetMapping("/typed/v1/orders")
    Mono<List<Order>> search(
            @RequestParam(defaultValue = "NEW") OrderStatus status,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam List<String> tag) {
        Query query = new Query();
        query.setStatus(status);
        query.setPage(page);
        query.setTags(tag);
        return call(() -> orders.search(query));
    }

    /** Dubbo's way to call a synchronous stub without waiting. */
    private static <T> Mono<T> call(Callable<T> stub) {
        return Mono.fromFuture(RpcContext.getServiceContext().asyncCall(stub));
    }
}
