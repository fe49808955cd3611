package dev.trestle.app.demo;

import dev.trestle.app.Installation;
import dev.trestle.app.serve.Server;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the demo prints when it is ready: each route with a line to try it. */
final class DemoPage {
    private static final List<Try> TRIES = List.of(
            new Try("user.get", "Dubbo", "{base}/v1/users/9007199254740993"),
            new Try(
                    "order.create",
                    "Dubbo",
                    "{base}/v1/orders -H 'X-User-Id: 7' --json '{\"items\":[{\"sku\":\"A\",\"quantity\":2,\"price\":\"1.10\"}]}'"),
            new Try("order.search", "Dubbo", "'{base}/v1/orders?status=PAID&page=2&tag=a&tag=b'"),
            new Try("calc.add", "Thrift", "{base}/v1/calc/add --json '{\"a\":1,\"b\":2}'"),
            new Try(
                    "calc.work",
                    "Thrift",
                    "{base}/v1/calc/work --json '{\"op\":\"DIVIDE\",\"num1\":9007199254740993,\"num2\":1}'"),
            new Try("calc.ping", "Thrift, oneway", "-X POST {base}/v1/calc/ping"),
            new Try("account.balance", "raw TCP", "{base}/v1/accounts/DE02/balance"),
            new Try("legacy.echo", "raw TCP", "{base}/v1/legacy/echo -d hello"));

    /**
     * One line.
     *
     * @param route its id
     * @param over what it calls
     * @param arguments of curl
     */
    private record Try(String route, String over, String arguments) {}

    private DemoPage() {}

    static void print(Server gateway, Map<String, String> environment, Installation installation, PrintWriter out) {
        String base = "http://127.0.0.1:" + gateway.addresses().getFirst().getPort();
        String management = "http://127.0.0.1:" + gateway.managementPort();
        Path here = installation.root();
        out.println();
        out.println("ready: " + base);
        out.println();
        for (Try each : TRIES) {
            out.println(String.format("  %-16s %-15s curl %s", each.route, each.over, each.arguments)
                    .replace("{base}", base));
        }
        out.println();
        out.println("  health           " + management + "/actuator/health");
        out.println("  metrics          " + management + "/actuator/prometheus");
        out.println(
                "  admin            " + management + "/admin/routes  /admin/clusters  /admin/config  /admin/problems");
        out.println(
                "  routes           " + here.resolve("routes/demo.yaml") + "   edit it: the change is live at once");
        out.println(
                "  logs             " + here.resolve("target/demo") + "   access.log has a JSON line for each request");
        out.println();
        out.println("Dubbo's provider binds all interfaces, whatever it is told: port "
                + environment.get("TRESTLE_DEMO_DUBBO_PORT") + " can be reached from outside.");
        out.println("Ctrl-C stops everything.");
        out.flush();
    }
}
