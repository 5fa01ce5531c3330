/// The operations log of `serve`: what the server says about itself, to whoever runs it. The only package that
/// knows Logback, which no other command loads.
package epostadm.cli.operations;
