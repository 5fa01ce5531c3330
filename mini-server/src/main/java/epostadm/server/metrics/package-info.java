/// What the server counts, and how it is asked whether it is well: Prometheus text and a health page over HTTP.
/// docs/operations.md, "Metrics".
package epostadm.server.metrics;
