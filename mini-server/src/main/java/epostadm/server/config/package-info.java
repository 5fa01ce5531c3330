/// What an administrator sets: the TOML file of the server, checked line by line, as records with defaults.
package epostadm.server.config;
