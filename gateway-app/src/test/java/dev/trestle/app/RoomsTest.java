package dev.trestle.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The rooms of the architecture page and the arrows between them. The class path of this module holds every room
 * there is; example servers and the testkit are not on it.
 */
@AnalyzeClasses(packages = "dev.trestle", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String T = "dev.trestle.";

    private static final DescribedPredicate<JavaClass> PACKAGE_INFO = simpleNameEndingWith("package-info");

    @ArchTest
    static final ArchRule rooms_have_no_cycle =
            slices().matching(T + "(*)..").namingSlices("room $1").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_have_no_cycle =
            slices().matching(T + "(**)").namingSlices("package $1").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule codecs_do_not_know_each_other = slices().matching(T + "codec.(*)..")
            .namingSlices("codec $1")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule arrows_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.trestle..")
            .layer("bridge")
            .definedBy(T + "bridge..")
            .optionalLayer("filter")
            .definedBy(T + "filter..")
            .layer("config")
            .definedBy(T + "config..")
            .layer("source")
            .definedBy(T + "source..")
            .layer("upstream")
            .definedBy(T + "upstream..")
            .layer("route")
            .definedBy(T + "route..")
            .layer("exchange")
            .definedBy(T + "exchange..")
            .layer("tcp")
            .definedBy(T + "tcp..")
            .layer("redis")
            .definedBy(T + "redis..")
            .layer("grpc")
            .definedBy(T + "grpc..")
            .layer("runtime")
            .definedBy(T + "runtime..")
            .layer("codec")
            .definedBy(T + "codec..")
            .layer("wasm")
            .definedBy(T + "wasm..")
            .layer("app")
            .definedBy(T + "app..")
            .whereLayer("bridge")
            .mayNotAccessAnyLayer()
            .whereLayer("filter")
            .mayOnlyAccessLayers("bridge")
            .whereLayer("config")
            .mayOnlyAccessLayers("bridge")
            .whereLayer("source")
            .mayOnlyAccessLayers("bridge", "config")
            .whereLayer("codec")
            .mayOnlyAccessLayers("bridge")
            .whereLayer("upstream")
            .mayOnlyAccessLayers("bridge", "config")
            .whereLayer("route")
            .mayOnlyAccessLayers("bridge", "filter", "config", "upstream")
            .whereLayer("exchange")
            .mayOnlyAccessLayers("bridge", "filter", "route", "upstream")
            .whereLayer("tcp")
            .mayOnlyAccessLayers("bridge", "filter", "config", "upstream")
            .whereLayer("redis")
            .mayOnlyAccessLayers("bridge", "filter", "upstream")
            .whereLayer("grpc")
            .mayOnlyAccessLayers("bridge", "filter", "config", "upstream")
            .whereLayer("runtime")
            .mayOnlyAccessLayers(
                    "bridge", "filter", "config", "source", "upstream", "route", "exchange", "tcp", "redis", "grpc")
            .whereLayer("codec")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("wasm")
            .mayOnlyAccessLayers("bridge", "filter")
            .whereLayer("wasm")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule modules_are_seen_by_their_commands_only = noClasses()
            .that()
            .resideInAPackage(T + "app..")
            .and()
            .resideOutsideOfPackage(T + "app.wasm")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(T + "wasm..");

    /** Of the contract, configuration sees its settings, and the records of the shared mapping that stand inside a route. */
    @ArchTest
    static final ArchRule config_sees_settings_only = noClasses()
            .that()
            .resideInAPackage(T + "config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(T + "bridge", T + "bridge.http..", T + "bridge.json..");

    @ArchTest
    static final ArchRule contracts_know_no_framework = noClasses()
            .that()
            .resideInAnyPackage(T + "bridge..", T + "filter..", T + "codec..", T + "config..", T + "source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.springframework..", "io.netty.channel..", "io.netty.handler..");

    @ArchTest
    static final ArchRule spring_stays_in_the_management_plane = noClasses()
            .that()
            .resideOutsideOfPackage(T + "app.management..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..");

    @ArchTest
    static final ArchRule config_is_records = classes()
            .that()
            .resideInAPackage(T + "config..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and(DescribedPredicate.not(PACKAGE_INFO))
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule no_static_state = fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nobody_blocks = noClasses()
            .should()
            .callMethod("reactor.core.publisher.Mono", "block")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}
