package io.apipool.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that the pool fills in: a {@code String} receives the secret, any other
 * type the client of the key, which a {@code PooledClientFactory} makes. Parameters of
 * type {@link io.apipool.ApiKey} and {@link io.apipool.KeyLease} need no annotation.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PooledKey {

}
