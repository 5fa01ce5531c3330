/// How a long task of the library and whoever runs it talk: progress one way, cancellation the other.
package epostadm.mailstore.task;
