package io.apipool.limit;

import java.util.List;

import io.apipool.definition.LimitDefinition;

/**
 * A scope did not admit a need. Internal.
 *
 * @param scope the scope that refused
 * @param limits all of its limits that refused
 * @param until the earliest instant at which it may admit the need, in monotonic
 * nanoseconds; {@link PermitScope#NEVER} where only a slot in flight is missing
 * @param version the scope's version when it refused
 */
public record Refusal(PermitScope scope, List<LimitDefinition> limits, long until, long version) {
}
