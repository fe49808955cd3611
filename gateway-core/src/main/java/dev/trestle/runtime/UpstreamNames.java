package dev.trestle.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which clusters a module may mean. First of all the one that is called what it says. Modules for Higress and Istio write
 * {@code outbound|PORT|SUBSET|HOST}; what is meant then is the cluster called {@code HOST}, or {@code NAME} where {@code HOST} is
 * {@code NAME.static} or {@code NAME.dns}, {@code NAME.GROUP.NAMESPACE.nacos}, or {@code NAME.NAMESPACE.svc.cluster.local}; for the
 * last, {@code NAME.NAMESPACE} comes before. Port and subset are the cluster's own matter.
 */
final class UpstreamNames {
    private static final Pattern OUTBOUND = Pattern.compile("outbound\\|[0-9]*\\|[^|]*\\|([^|]+)");
    private static final Pattern KUBERNETES = Pattern.compile("([^.]+)\\.([^.]+)\\.svc(\\.[^|]+)?");
    private static final Pattern REGISTERED =
            Pattern.compile("([^.]+)\\.(.+\\.)?(static|dns|nacos(?:-ext)?|consul|eureka|zookeeper)");

    private UpstreamNames() {}

    /** Names of clusters, the likeliest first. */
    static List<String> of(String written) {
        List<String> names = new ArrayList<>(List.of(written));
        Matcher outbound = OUTBOUND.matcher(written);
        if (!outbound.matches()) {
            return names;
        }
        String host = outbound.group(1);
        names.add(host);
        Matcher kubernetes = KUBERNETES.matcher(host);
        if (kubernetes.matches()) {
            names.add(kubernetes.group(1) + '.' + kubernetes.group(2));
            names.add(kubernetes.group(1));
        }
        int dot = host.lastIndexOf('.');
        Matcher registered = REGISTERED.matcher(host);
        if (registered.matches()) {
            names.add(host.substring(0, dot));
            names.add(registered.group(1));
        }
        return names;
    }
}
