/// Mail stores for tests, in memory or on disk, built in a few readable lines; every module's tests may use them.
package epostadm.mailstore.testing;
