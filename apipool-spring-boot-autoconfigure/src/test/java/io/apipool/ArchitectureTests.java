package io.apipool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The rooms of the house and the arrows between them.
 */
@Tag("any-jdk")
class ArchitectureTests {

	/** From the roof down: each line imports only what stands below it. */
	private static final List<List<String>> LINES = List.of(List.of("io.apipool.autoconfigure..", "io.apipool.test"),
			List.of("io.apipool.actuate", "io.apipool.metrics"),
			List.of("io.apipool.aop", "io.apipool.batch", "io.apipool.http", "io.apipool.sync", "io.apipool.web"),
			List.of("io.apipool.reactive"), List.of("io.apipool.usage.jdbc", "io.apipool.usage.data"),
			List.of("io.apipool.usage", "io.apipool.pool"),
			List.of("io.apipool.limit", "io.apipool.selection", "io.apipool.provider", "io.apipool.client"),
			List.of("io.apipool.limit.adaptive", "io.apipool.queue"), List.of("io.apipool"),
			List.of("io.apipool.annotation", "io.apipool.definition"));

	private static final JavaClasses OURS = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.apipool");

	static Stream<String> rooms() {
		return LINES.stream().flatMap(List::stream);
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void aRoomImportsOnlyWhatStandsBelowIt(String room) {
		List<String> below = new ArrayList<>(List.of(room));
		boolean reached = false;
		for (List<String> line : LINES) {
			if (reached) {
				below.addAll(line);
			}
			reached = reached || line.contains(room);
		}
		classes().that()
			.resideInAPackage(room)
			.should()
			.onlyDependOnClassesThat(
					not(resideInAPackage("io.apipool..")).or(resideInAnyPackage(below.toArray(new String[0]))))
			.check(OURS);
	}

	@Test
	void everyClassHasItsRoom() {
		classes().should().resideInAnyPackage(rooms().toArray(String[]::new)).check(OURS);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(OURS);
	}

	@Test
	void nobodyImportsTheWiring() {
		onlyIn("io.apipool.autoconfigure..", "io.apipool.autoconfigure..");
	}

	@Test
	void nobodyWritesAspects() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.aspectj..").check(OURS);
	}

	@Test
	void theHonestProviderSharesNoClassWithTheLibrary() {
		classes().that()
			.resideInAPackage("io.apipool.honest")
			.should()
			.onlyDependOnClassesThat(not(resideInAPackage("io.apipool..")).or(resideInAPackage("io.apipool.honest")))
			.check(new ClassFileImporter().importPackages("io.apipool.honest"));
	}

	@Test
	void onlyTheWiringAndTheActuatorRoomKnowSpringBoot() {
		classes().that(dependOn(resideInAnyPackage("org.springframework.boot..")))
			.should()
			.resideInAnyPackage("io.apipool.autoconfigure..", "io.apipool.actuate")
			.check(OURS);
	}

	@Test
	void theActuatorRoomKnowsOfSpringBootOnlyTheActuator() {
		noClasses().that()
			.resideInAPackage("io.apipool.actuate")
			.should()
			.dependOnClassesThat(resideInAPackage("org.springframework.boot..")
				.and(not(resideInAnyPackage("org.springframework.boot.actuate.endpoint..",
						"org.springframework.boot.health.contributor"))))
			.check(OURS);
	}

	@Test
	void oneClassKnowsSpringCloudAndOneWiresIt() {
		classes().that(dependOn(resideInAnyPackage("org.springframework.cloud..")))
			.should()
			.haveSimpleName("EnvironmentChangeListener")
			.orShould()
			.haveSimpleName("EnvironmentChangeAutoConfiguration")
			.check(OURS);
	}

	@Test
	void onlyTheReactiveRoomKnowsContextPropagation() {
		onlyIn("io.apipool.reactive", "io.micrometer.context..");
	}

	@Test
	void whereKotlinMayBeMissingOnlyHiddenClassesOfOneRoomKnowIt() {
		onlyIn("io.apipool.aop", "kotlin..", "kotlinx..");
		classes().that(dependOn(resideInAnyPackage("kotlin..", "kotlinx.."))).should().notBePublic().check(OURS);
	}

	@Test
	void onlyTheMetricsRoomKnowsMeters() {
		onlyIn("io.apipool.metrics", "io.micrometer.core..", "io.micrometer.observation..", "io.micrometer.common..");
	}

	@Test
	void onlyTheRoomsOfTheDatabaseKnowSql() {
		classes()
			.that(dependOn(resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.springframework.dao..",
					"org.springframework.transaction..")))
			.should()
			.resideInAnyPackage("io.apipool.usage.jdbc", "io.apipool.usage.data", "io.apipool.autoconfigure..")
			.check(OURS);
	}

	@Test
	void onlyTheRoomOfPagesKnowsSpringData() {
		onlyIn("io.apipool.usage.data", "org.springframework.data..");
	}

	@Test
	void theWiringRunsNoSql() {
		noClasses().that()
			.resideInAPackage("io.apipool.autoconfigure..")
			.should()
			.callMethodWhere(DescribedPredicate.describe("it runs a statement",
					(call) -> call.getTargetOwner().getPackageName().startsWith("org.springframework.jdbc")
							|| call.getTargetOwner().getPackageName().equals("java.sql")))
			.check(OURS);
	}

	@Test
	void onlyTheHttpRoomKnowsSpringsClients() {
		onlyIn("io.apipool.http", "org.springframework.web.client..", "org.springframework.web.reactive.function..",
				"org.springframework.http.client..");
	}

	@Test
	void whereReactorMayBeMissingOnlyHiddenClassesAndThoseNamedAfterItKnowIt() {
		classes().that()
			.resideOutsideOfPackage("io.apipool.reactive")
			.and(dependOn(resideInAnyPackage("reactor..", "org.reactivestreams..")))
			.should()
			.notBePublic()
			.orShould()
			.haveSimpleNameStartingWith("Reactive")
			.check(OURS);
	}

	@ParameterizedTest
	@MethodSource
	void knowsNothingOfSpring(String room) {
		noClasses().that()
			.resideInAPackage(room)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(OURS);
	}

	static Stream<String> knowsNothingOfSpring() {
		return Stream.of("io.apipool", "io.apipool.definition", "io.apipool.queue", "io.apipool.limit.adaptive",
				"io.apipool.limit", "io.apipool.selection", "io.apipool.provider", "io.apipool.usage",
				"io.apipool.pool", "io.apipool.reactive", "io.apipool.batch", "io.apipool.test");
	}

	@Test
	void everyPackageIsNullMarked() {
		classes().should(new InNullMarkedPackage()).check(OURS);
	}

	@Test
	void theSystemsClocksAreReadInOneClass() {
		noClasses().that()
			.doNotHaveFullyQualifiedName("io.apipool.SystemTimekeeper")
			.should()
			.callMethodWhere(
					DescribedPredicate.describe("it reads a clock of the system", ArchitectureTests::readsClock))
			.check(OURS);
		classes().that()
			.haveFullyQualifiedName("io.apipool.SystemTimekeeper")
			.should()
			.callMethod(System.class, "nanoTime")
			.check(OURS);
	}

	@Test
	void autoConfigurationsArePublicFinalAndWithoutPublicMembers() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould(new HaveNoPublicMembers())
			.check(OURS);
	}

	private static void onlyIn(String room, String... packages) {
		classes().that(dependOn(resideInAnyPackage(packages))).should().resideInAPackage(room).check(OURS);
	}

	private static DescribedPredicate<JavaClass> dependOn(DescribedPredicate<JavaClass> target) {
		return DescribedPredicate.describe("depend on classes that " + target.getDescription(),
				(type) -> type.getDirectDependenciesFromSelf()
					.stream()
					.map(Dependency::getTargetClass)
					.anyMatch(target));
	}

	private static boolean readsClock(JavaMethodCall call) {
		MethodCallTarget target = call.getTarget();
		String owner = target.getOwner().getName();
		return (owner.equals("java.lang.System") && Set.of("nanoTime", "currentTimeMillis").contains(target.getName()))
				|| (owner.equals("java.time.Clock") && target.getName().matches("system.*|tick.*"))
				|| (owner.startsWith("java.time.") && target.getName().equals("now"));
	}

	private static final class ByPackage implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			return type.getPackageName().startsWith("io.apipool") ? SliceIdentifier.of(type.getPackageName())
					: SliceIdentifier.ignore();
		}

		@Override
		public String getDescription() {
			return "each package";
		}

	}

	private static final class InNullMarkedPackage extends ArchCondition<JavaClass> {

		InNullMarkedPackage() {
			super("be in a package that is @NullMarked");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
			events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
		}

	}

	private static final class HaveNoPublicMembers extends ArchCondition<JavaClass> {

		HaveNoPublicMembers() {
			super("have no public members but the default constructor");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			for (JavaMember member : type.getMembers()) {
				boolean isPublic = member.getModifiers().contains(JavaModifier.PUBLIC) && !isDefaultConstructor(member);
				events.add(new SimpleConditionEvent(member, !isPublic, member.getDescription() + " is public"));
			}
		}

		private static boolean isDefaultConstructor(JavaMember member) {
			return member instanceof JavaConstructor constructor && constructor.getRawParameterTypes().isEmpty();
		}

	}

}
