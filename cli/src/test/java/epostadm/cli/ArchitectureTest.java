package epostadm.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrows between the rooms run as docs/architecture.md draws them.
///
/// Rules for packages that do not exist yet hold of themselves.
class ArchitectureTest {

    private static final String CLI = "epostadm.cli..";
    private static final String MAILSTORE = "epostadm.mailstore.";

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("epostadm");
    }

    /// They are hundreds of megabytes, and other tests run after these.
    @AfterAll
    static void forgetClasses() {
        classes = null;
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void readsTheClassesOfThisJava() {
        assertThat(classes.contain(Epostadm.class)).isTrue();
        assertThat(classes.get(Epostadm.class).getMethods()).isNotEmpty();
    }

    /// Each package of the library with those it may use, floor by floor.
    static Stream<Arguments> floors() {
        return Stream.of(
                Arguments.of("mail", List.of()),
                Arguments.of("mime", List.of()),
                Arguments.of("message", List.of("mail", "mime")),
                Arguments.of("text", List.of("mime", "message")),
                Arguments.of("disk", List.of("mail")),
                Arguments.of("control", List.of("mail", "message", "disk")),
                Arguments.of("foreign", List.of("mail", "message", "disk")),
                Arguments.of("account", List.of("mail", "message", "disk", "control")),
                Arguments.of("alias", List.of("mail", "disk", "account")),
                Arguments.of("spool", List.of("mail", "disk")),
                Arguments.of("log", List.of("mail", "disk")),
                Arguments.of("store", List.of("mail", "message", "disk", "spool", "control", "account")),
                Arguments.of("content", List.of("mail", "message", "mime", "text", "disk", "store", "folder")),
                Arguments.of("folder", List.of("mail", "message", "disk", "spool", "control", "account", "store")),
                Arguments.of(
                        "hierarchy",
                        List.of("mail", "message", "disk", "spool", "control", "account", "store", "folder")),
                Arguments.of(
                        "check", List.of("mail", "message", "disk", "control", "foreign", "account", "alias", "spool")),
                Arguments.of("stats", List.of("mail", "disk", "check", "log")),
                Arguments.of(
                        "trace", List.of("mail", "message", "disk", "control", "account", "spool", "log", "store")),
                Arguments.of("tally", List.of("mail", "disk", "control", "log")),
                Arguments.of("conversion", List.of("mail", "disk", "control", "account", "store")),
                Arguments.of(
                        "change",
                        List.of(
                                "mail",
                                "message",
                                "disk",
                                "control",
                                "foreign",
                                "account",
                                "alias",
                                "spool",
                                "log",
                                "store",
                                "folder",
                                "check",
                                "conversion")),
                Arguments.of(
                        "repair",
                        List.of("mail", "message", "disk", "control", "account", "spool", "store", "check", "change")),
                Arguments.of("yearend", List.of("mail", "message", "disk", "control", "account", "store", "change")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floors")
    void floorsOfTheLibraryUseOnlyFloorsBelow(String floor, List<String> below) {
        Set<String> all =
                floors().map(floorAndBelow -> (String) floorAndBelow.get()[0]).collect(Collectors.toSet());
        String[] forbidden = all.stream()
                .filter(other -> !other.equals(floor) && !below.contains(other))
                .map(other -> MAILSTORE + other + "..")
                .toArray(String[]::new);
        if (forbidden.length > 0) {
            check(noClasses()
                    .that()
                    .resideInAPackage(MAILSTORE + floor + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden));
        }
    }

    @Test
    void libraryKnowsNoneOfItsUsers() {
        check(noClasses()
                .that()
                .resideInAPackage(MAILSTORE + ".")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("epostadm..").and(DescribedPredicate.not(resideInAPackage(MAILSTORE + ".")))));
    }

    @Test
    void directoryFormatIsTheLibrarysOwnAffair() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CLI, "epostadm.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(MAILSTORE + "disk.."));
    }

    @Test
    void languagesSeeNeitherWireNorStore() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "epostadm.server.smtp",
                        "epostadm.server.imap",
                        "epostadm.server.imap.search..",
                        "epostadm.server.pop3")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "epostadm.server.wire..",
                                MAILSTORE + "store..",
                                MAILSTORE + "account..",
                                MAILSTORE + "folder..",
                                MAILSTORE + "hierarchy..",
                                MAILSTORE + "content..")
                        .or(resideInAnyPackage(
                                "epostadm.server.smtp.session..",
                                "epostadm.server.imap.session..",
                                "epostadm.server.pop3.session.."))));
    }

    /// A command that serves nobody loads no class of the cache's library.
    @Test
    void onlyContentsKnowTheLibraryOfTheCache() {
        check(noClasses()
                .that()
                .resideInAPackage("epostadm..")
                .and(DescribedPredicate.not(resideInAPackage(MAILSTORE + "content..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.h2.."));
    }

    /// What others publish is read without asking anybody; only `lookup` asks, and it knows no store. `probe` goes
    /// where that leads, and sends nothing.
    @Test
    void recordsOfDomainsAreReadWithoutAskingDns() {
        check(noClasses()
                .that()
                .resideInAnyPackage("epostadm.server.spf", "epostadm.server.policy")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.xbill..", MAILSTORE + ".", "epostadm.server.lookup")));
        check(noClasses()
                .that()
                .resideInAPackage("epostadm.server.lookup")
                .should()
                .dependOnClassesThat(resideInAnyPackage(MAILSTORE + ".", "epostadm.server.relay..")));
        check(noClasses()
                .that()
                .resideInAPackage("epostadm.server.probe")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.xbill..", MAILSTORE + ".", "epostadm.server.relay..")));
    }

    @Test
    void serverDoesNotKnowTheProgram() {
        check(noClasses()
                .that()
                .resideInAPackage("epostadm.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI));
    }

    @Test
    void consoleKnowsNoCommand() {
        check(noClasses()
                .that()
                .resideInAPackage("epostadm.cli.console..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("epostadm.cli", "epostadm.cli.command..", "picocli..")));
    }

    @Test
    void pagesKnowTheConsoleAlone() {
        check(noClasses()
                .that()
                .resideInAPackage("epostadm.cli.page..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "epostadm.cli", "epostadm.cli.command..", "epostadm.mailstore..", "picocli..")));
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching("epostadm.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheProgramPrintsExitsOrReadsItsSurroundings() {
        check(noClasses().that().resideOutsideOfPackage(CLI).should().accessTargetWhere(surroundings()));
    }

    @Test
    void commandsReachTheirSurroundingsThroughTheInvocation() {
        check(noClasses()
                .that()
                .resideInAPackage("epostadm.cli.command..")
                .should()
                .accessTargetWhere(surroundings()));
    }

    private static DescribedPredicate<JavaAccess<?>> surroundings() {
        List<String> forbidden = List.of(
                System.class.getName() + ".out",
                System.class.getName() + ".err",
                System.class.getName() + ".in",
                System.class.getName() + ".exit",
                System.class.getName() + ".console",
                System.class.getName() + ".getenv",
                System.class.getName() + ".getProperty",
                System.class.getName() + ".currentTimeMillis",
                Runtime.class.getName() + ".exit",
                Runtime.class.getName() + ".halt",
                Throwable.class.getName() + ".printStackTrace",
                Instant.class.getName() + ".now",
                InstantSource.class.getName() + ".system");
        return DescribedPredicate.describe("reach the process's streams, environment, clock or end", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            boolean now = owner.startsWith("java.time.")
                    && name.equals("now")
                    && access.getTarget().getFullName().endsWith("()");
            boolean clock = owner.equals(Clock.class.getName()) && name.startsWith("system");
            return now || clock || forbidden.contains(owner + "." + name);
        });
    }
}
