package io.wugan.policy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one module's packages may import, as sentences that fail a test when they are not true.
 *
 * <p>Package names are ArchUnit's: {@code io.wugan.core.plate} is that package alone, {@code
 * java..} is a package and everything below it. Every package may import itself, the JDK's {@code
 * java..} and the null annotations; all else is named. A rule about a package that has no class yet
 * holds.
 *
 * <p>Immutable.
 */
public final class ModuleRules {
  private static final List<String> ALWAYS = List.of("java..", "org.jspecify.annotations..");
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of(
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.params.ParameterizedTest",
          "net.jqwik.api.Property",
          "net.jqwik.api.Example");
  private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

  private final String root;
  private final JavaClasses main;
  private final JavaClasses tests;

  private ModuleRules(String root) {
    this.root = root;
    this.main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);
    this.tests =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(root);
  }

  /** Reads the classes below {@code root} from the class path, those of the tests apart. */
  public static ModuleRules of(String root) {
    return new ModuleRules(root);
  }

  /** {@code name} imports nothing but itself, the JDK, the null annotations and {@code allowed}. */
  public void mayImport(String name, String... allowed) {
    String[] known =
        Stream.concat(Stream.of(name), Stream.concat(ALWAYS.stream(), Arrays.stream(allowed)))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(name)
        .should(onlyDependOnClassesThat(resideInAnyPackage(known)))
        .as("%s imports only %s".formatted(name, String.join(", ", known)))
        .allowEmptyShould(true)
        .check(main);
  }

  /** No package of the module imports {@code library}, except those of {@code rooms}. */
  public void keepsInside(String library, String... rooms) {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .as("%s is imported by no package except %s".formatted(library, List.of(rooms)))
        .allowEmptyShould(true)
        .check(main);
  }

  /** No public type of {@code name} shows a type of {@code library} in what it declares public. */
  public void hides(String library, String name) {
    classes()
        .that()
        .resideInAPackage(name)
        .and()
        .arePublic()
        .should(new HideLibrary(library))
        .allowEmptyShould(true)
        .check(main);
  }

  /** Every package of the module is one of {@code names}, so that none escapes the rules above. */
  public void hasNoPackageBut(String... names) {
    Set<String> strangers = packages();
    strangers.removeAll(Set.of(names));
    require(strangers, "Give these packages a rule of their own: ");
  }

  /** No two packages of the module import one another, on whatever way round. */
  public void isFreeOfCycles() {
    slices().matching("io.wugan.(**)").should().beFreeOfCycles().allowEmptyShould(true).check(main);
  }

  /** Every package has a {@code package-info} that is {@code @NullMarked}. */
  public void isNullMarkedThroughout() {
    Set<String> unmarked =
        main.stream()
            .map(JavaClass::getPackage)
            .filter(each -> !each.isAnnotatedWith(NULL_MARKED))
            .map(each -> each.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    require(unmarked, "Give these packages a package-info with @NullMarked: ");
  }

  /**
   * No test of the module is switched off, be it by an annotation or by a class name that Surefire
   * does not look for.
   */
  public void hasNoDisabledTest() {
    for (String disabled : Set.of("org.junit.jupiter.api.Disabled", "net.jqwik.api.Disabled")) {
      noClasses().should().beAnnotatedWith(disabled).allowEmptyShould(true).check(tests);
      noMethods().should().beAnnotatedWith(disabled).allowEmptyShould(true).check(tests);
    }
    require(
        tests.stream()
            .filter(ModuleRules::hasTests)
            .map(JavaClass::getName)
            .filter(name -> !name.replaceFirst("\\$.*", "").endsWith("Test"))
            .collect(Collectors.toCollection(TreeSet::new)),
        "Surefire runs no class whose name does not end in Test: ");
  }

  private static boolean hasTests(JavaClass type) {
    return type.getMethods().stream()
        .flatMap(method -> method.getAnnotations().stream())
        .map(annotation -> annotation.getRawType().getName())
        .anyMatch(TEST_ANNOTATIONS::contains);
  }

  private Set<String> packages() {
    return main.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(root))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void require(Set<String> offenders, String complaint) {
    if (!offenders.isEmpty()) {
      throw new AssertionError(complaint + String.join(", ", offenders));
    }
  }
}
