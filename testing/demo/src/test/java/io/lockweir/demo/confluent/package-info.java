@NullMarked
package io.lockweir.demo.confluent;

import org.jspecify.annotations.NullMarked;
