/// Stores of any size, and the benchmarks that run on them. Outside the tests.
package epostadm.bench;
