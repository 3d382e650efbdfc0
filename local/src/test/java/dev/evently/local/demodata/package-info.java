/** Tests of loading the demo data. */
@NullMarked
package dev.evently.local.demodata;

import org.jspecify.annotations.NullMarked;
