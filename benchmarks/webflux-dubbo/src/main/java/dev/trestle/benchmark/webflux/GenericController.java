package dev.trestle.benchmark.webflux;

import dev.trestle.benchmark.webflux.TypedController.Echo;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.rpc.service.GenericService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Over Dubbo's generic invocation, which needs no class of the provider. */
@RestController
final class GenericController {
    private final GenericService genericUsers;
    private final GenericService genericOrders;

    GenericController(GenericService genericUsers, GenericService genericOrders) {
        this.genericUsers = genericUsers;
        this.genericOrders = genericOrders;
    }

    @GetMapping("/generic/v1/users/{id}")
    Mono<Object> user(@PathVariable long id) {
        return call(genericUsers, "getUser", "long", id);
    }

    @PostMapping("/generic/v1/echo")
    Mono<Object> echo(@RequestBody Echo echo) {
        return call(genericUsers, "echo", "java.lang.String", echo.text());
    }

    @GetMapping("/generic/v1/orders")
    Mono<Object> search(
            @RequestParam(defaultValue = "NEW") String status,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam List<String> tag) {
        Map<String, Object> query = Map.of("status", status, "page", page, "tags", tag);
        return call(genericOrders, "search", "dev.trestle.demo.Query", query);
    }

    private static Mono<Object> call(GenericService service, String method, String type, Object argument) {
        return Mono.fromFuture(service.$invokeAsync(method, new String[] {type}, new Object[] {argument}));
    }
}
