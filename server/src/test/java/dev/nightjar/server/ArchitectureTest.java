package dev.nightjar.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not know. Maven's module graph enforces the rest. */
class ArchitectureTest {
    private static final String ROOT = "dev.nightjar";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Such as those of an SSLEngine that hands all on to another. */
    private static final DescribedPredicate<JavaMethod> ARE_ASKED_FOR_BY_OTHERS = DescribedPredicate.describe(
            "override a method of a library's class",
            method -> method.getOwner().getAllRawSuperclasses().stream()
                    .filter(type -> !type.getPackageName().startsWith(ROOT))
                    .anyMatch(type -> type.tryGetMethod(
                                    method.getName(),
                                    method.getRawParameterTypes().stream()
                                            .map(JavaClass::getName)
                                            .toArray(String[]::new))
                            .isPresent()));

    /** Module (second part of the package) to the modules it may know. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("definition", Set.of()),
            Map.entry("gotemplate", Set.of()),
            Map.entry("query", Set.of("model", "gotemplate")),
            Map.entry("journal", Set.of("model")),
            Map.entry("client", Set.of("model")),
            Map.entry("tsdb", Set.of("model")),
            Map.entry("logindex", Set.of("model")),
            Map.entry("ingest", Set.of("model", "definition")),
            Map.entry("agent", Set.of("client", "model", "definition")),
            Map.entry("demo", Set.of("client", "model")),
            Map.entry("alerting", Set.of("model", "journal", "definition", "gotemplate")),
            Map.entry("postmortems", Set.of("model", "journal")),
            Map.entry("web", Set.of("query", "alerting", "postmortems", "definition", "model")));

    @Test
    void enough_is_scanned_for_the_rules_to_mean_something() {
        Set<String> modules = new TreeSet<>();
        PRODUCT.forEach(type -> modules.add(moduleOf(type)));
        assertThat(modules).containsAll(MAY_KNOW.keySet()).contains("server");
        assertThat(PRODUCT.size()).isGreaterThan(300);
    }

    /** Constants are compiled in initializers; everything else comes from people or programs. */
    @Test
    void expressions_that_are_not_constants_are_compiled_where_those_that_never_end_are_refused() {
        Set<String> callers = new TreeSet<>();
        PRODUCT.forEach(type -> type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().equals("com.google.re2j.Pattern")
                        && call.getName().equals("compile")
                        && !call.getOrigin().getName().equals("<clinit>"))
                .forEach(_ -> callers.add(type.getName())));
        assertThat(callers).containsExactly("dev.nightjar.model.Re2");
    }

    @Test
    void a_module_knows_only_the_tiers_below_it() {
        MAY_KNOW.forEach((module, known) -> {
            String[] forbidden = MAY_KNOW.keySet().stream()
                    .filter(other -> !other.equals(module) && !known.contains(other))
                    .map(other -> ROOT + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + ".server..")
                    .because("tiers keep each room understandable alone (docs/architecture.md)")
                    .check(PRODUCT);
        });
    }

    @Test
    void packages_do_not_go_in_circles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void only_the_faces_know_vertx_only_the_stores_know_their_engines() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".ingest..",
                        ROOT + ".web..",
                        ROOT + ".server..",
                        // watches the Vert.x of the service it is in
                        ROOT + ".client.vertx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".tsdb..", ROOT + ".journal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".logindex..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene..")
                .check(PRODUCT);
    }

    @Test
    void time_is_given_not_taken() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".server..")
                .should()
                .callMethodWhere(target(nameMatching("now"))
                        .and(target(owner(com.tngtech.archunit.base.DescribedPredicate.describe(
                                "a clock of java.time",
                                type -> type.isEquivalentTo(Instant.class)
                                        || type.isEquivalentTo(java.time.LocalDateTime.class)
                                        || type.isEquivalentTo(java.time.LocalDate.class)
                                        || type.isEquivalentTo(java.time.ZonedDateTime.class))))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("tests set the time (java.time.InstantSource is injected)")
                .check(PRODUCT);
    }

    @Test
    void nobody_writes_to_the_console_but_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".server..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PRODUCT);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(util|utils|common|helper|helpers|manager|impl|misc)\\..*")
                .orShould()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)$")
                .check(PRODUCT);
    }

    @Test
    void every_package_is_described_and_null_marked() {
        Set<String> described = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (JavaClass type : PRODUCT) {
            all.add(type.getPackageName());
            if (type.getSimpleName().equals("package-info")
                    && type.isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                described.add(type.getPackageName());
            }
        }
        assertThat(all).isEqualTo(described);
    }

    @Test
    void values_are_made_whole_and_never_set() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotEndingWith("Builder")
                .and(DescribedPredicate.not(ARE_ASKED_FOR_BY_OTHERS))
                .should()
                .haveNameMatching("set[A-Z].*")
                .check(PRODUCT);
    }

    @Test
    void most_types_are_private_to_their_package() {
        Map<String, int[]> counts = new TreeMap<>();
        for (JavaClass type : PRODUCT) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                int[] count = counts.computeIfAbsent(moduleOf(type), module -> new int[2]);
                count[0]++;
                if (type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)) {
                    count[1]++;
                }
            }
        }
        int all = 0;
        int open = 0;
        for (Map.Entry<String, int[]> entry : counts.entrySet()) {
            if (!entry.getKey().equals("model")) {
                all += entry.getValue()[0];
                open += entry.getValue()[1];
            }
        }
        assertThat(open).as("public of %s top-level types outside model", all).isLessThan(all * 6 / 10);
    }

    private static String moduleOf(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }
}
