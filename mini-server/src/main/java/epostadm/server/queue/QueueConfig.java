package epostadm.server.queue;

import java.time.Duration;

/// What an administrator can set about delivery.
///
/// @param host this server's name
/// @param delayReport at what age of a message its sender is told that it is late, if that was asked for
/// @param localThreads how many messages are delivered into mailboxes at a time
/// @param outsideThreads how many are handed to other servers at a time
/// @param perDestination how many of these to one domain
/// @param returnedWhole up to what size, in bytes, a message that is returned is whole where its sender did not say
public record QueueConfig(
        String host,
        RetrySchedule schedule,
        Duration delayReport,
        int localThreads,
        int outsideThreads,
        int perDestination,
        long returnedWhole) {

    public QueueConfig {
        if (localThreads < 1 || outsideThreads < 1 || perDestination < 1) {
            throw new IllegalArgumentException("no threads to deliver with");
        }
    }

    public static QueueConfig standard(String host) {
        return new QueueConfig(host, RetrySchedule.VENDORS, Duration.ofHours(4), 16, 48, 5, 1 << 16);
    }
}
