/// How commands ask the server that runs over a store: a line each way over a connection within the machine.
/// docs/serve.md, "Control".
package epostadm.server.control;
