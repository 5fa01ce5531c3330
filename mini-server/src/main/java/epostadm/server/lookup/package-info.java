/// What DNS says of a domain's mail, asked of resolvers and of the domain's own name servers, and judged.
package epostadm.server.lookup;
