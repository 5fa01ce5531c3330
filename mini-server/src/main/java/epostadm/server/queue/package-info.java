/// The queue at work: what is delivered where and when again, what is forwarded, answered or returned.
package epostadm.server.queue;
