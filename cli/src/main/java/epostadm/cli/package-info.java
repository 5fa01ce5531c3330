/// The program's entrance. Takes streams and the environment from the process and hands them on as values.
package epostadm.cli;
