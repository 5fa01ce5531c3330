package epostadm.server.reception;

/// How much mail one client may bring; 0 for as much as it likes.
///
/// @param messagesPerMinute of a client that has not logged in, by its network
/// @param recipientsPerHour of an account, over all its messages: what whoever has stolen a password can do
public record Rates(int messagesPerMinute, int recipientsPerHour) {

    public static final Rates NONE = new Rates(0, 0);

    public Rates {
        if (messagesPerMinute < 0 || recipientsPerHour < 0) {
            throw new IllegalArgumentException("a negative rate");
        }
    }
}
