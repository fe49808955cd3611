#!/usr/bin/env bash
# run.sh: what a request costs, beside a bare server and a hand-written WebFlux + Dubbo controller. Writes RESULTS.md.
#   benchmarks/run.sh            about ten minutes
#   benchmarks/run.sh --quick    under 90 s once built
#   benchmarks/run.sh --profile  flight recordings of the gateway, as text in side-by-side/target
#   benchmarks/run.sh --only gateway,bare --rounds 1 --seconds 5
#   benchmarks/run.sh --jmh [pattern]  the micro benchmarks
# SKIP_BUILD=1 measures what was built last.
set -euo pipefail
cd "$(dirname "$0")/.."
java_of() { [ -x "$1/bin/java" ] && [ -x "$1/bin/jstat" ] && "$1/bin/java" -version 2>&1 | grep -Eq 'version "(2[1-9]|[3-9][0-9])'; }
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/*; do
  if [ -n "$home" ] && java_of "$home"; then java_home=$home; break; fi
done
[ -n "${java_home:-}" ] || { echo "no JDK 21 or newer found (expected: JAVA_HOME names one)" >&2; exit 2; }
if [ "${1:-}" = --jmh ]; then
  [ -n "${SKIP_BUILD:-}" ] || ./mvnw -B -q package -DskipTests -Dgates.skip=true -pl benchmarks/jmh -am
  exec "$java_home/bin/java" -jar benchmarks/jmh/target/jmh.jar -wi 5 -w 2 -i 5 -r 1 -f 1 -prof gc "${@:2}"
fi
[ -n "${SKIP_BUILD:-}" ] || ./mvnw -B -q package -DskipTests -Dgates.skip=true -pl benchmarks/side-by-side,gateway-app -am
exec "$java_home/bin/java" -jar benchmarks/side-by-side/target/side-by-side.jar "$@"
