/// How a long task of the library and whoever runs it talk: progress one way, cancellation the other; and how such
/// a task uses a second core.
package epostadm.mailstore.task;
