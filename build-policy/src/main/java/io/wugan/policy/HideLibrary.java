package io.wugan.policy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * A class declares no public or protected member whose signature (type arguments and array elements
 * included) names a type of one library.
 *
 * <p>Immutable.
 */
final class HideLibrary extends ArchCondition<JavaClass> {
  private final DescribedPredicate<JavaClass> foreign;

  HideLibrary(String library) {
    super("hide %s in their public signatures", library);
    this.foreign = JavaClass.Predicates.resideInAPackage(library);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaMember member : type.getMembers()) {
      if (isOpen(member)) {
        member.getAllInvolvedRawTypes().stream()
            .map(JavaClass::getBaseComponentType)
            .filter(foreign)
            .forEach(shown -> events.add(violation(member, shown)));
      }
    }
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static ConditionEvent violation(JavaMember member, JavaClass shown) {
    return SimpleConditionEvent.violated(
        member, "%s shows %s".formatted(member.getFullName(), shown.getName()));
  }
}
