/**
 * Annotation, read once, to immutable specification, to interceptor, to the plain API.
 */
@NullMarked
package io.apipool.aop;

import org.jspecify.annotations.NullMarked;
