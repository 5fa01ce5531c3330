package epostadm.server.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every reply's words, in one place.
///
/// Those that administrators of the vendor's server search their logs for are kept word for word:
/// docs/store-format.md, "Server replies".
public final class Replies {

    private Replies() {}

    // Greeting and session

    public static SmtpReply greeting(String host, boolean lmtp) {
        return SmtpReply.plain(220, host + " E-Post mail store server " + (lmtp ? "LMTP" : "ESMTP"));
    }

    /// EHLO's and LHLO's reply: the host's name and what is offered.
    public static SmtpReply extensions(String host, Extensions extensions) {
        List<String> lines = new ArrayList<>();
        lines.add(host);
        lines.addAll(extensions.lines());
        return new SmtpReply(250, Optional.empty(), lines);
    }

    public static SmtpReply hello(String host) {
        return SmtpReply.plain(250, host);
    }

    public static SmtpReply goodbye(String host) {
        return SmtpReply.of(221, "2.0.0", host + " closing connection");
    }

    public static SmtpReply ok() {
        return SmtpReply.of(250, "2.0.0", "Ok");
    }

    public static SmtpReply help() {
        return new SmtpReply(
                214,
                Optional.of("2.0.0"),
                List.of(
                        "Commands: HELO EHLO LHLO MAIL RCPT DATA BDAT RSET NOOP QUIT",
                        "VRFY EXPN HELP AUTH STARTTLS",
                        "RFC 5321, 6409, 2033"));
    }

    /// RFC 5321 section 3.5.3: who does not want to say.
    public static SmtpReply cannotVerify() {
        return SmtpReply.of(252, "2.5.2", "Cannot VRFY user, but will accept message and attempt delivery");
    }

    public static SmtpReply noExpansion() {
        return SmtpReply.of(502, "5.5.1", "EXPN not available");
    }

    public static SmtpReply idle(String host) {
        return SmtpReply.of(421, "4.4.2", host + " Timeout, closing connection");
    }

    public static SmtpReply stopping(String host) {
        return SmtpReply.of(421, "4.3.2", host + " Service shutting down, closing connection");
    }

    public static SmtpReply tooManyErrors(String host) {
        return SmtpReply.of(421, "4.7.0", host + " Too many errors, closing connection");
    }

    public static SmtpReply tooManyCommands(String host) {
        return SmtpReply.of(421, "4.7.0", host + " Too many commands, closing connection");
    }

    public static SmtpReply tooManyConnections(String host) {
        return SmtpReply.of(421, "4.3.2", host + " Too many connections, try again later");
    }

    // Syntax

    public static SmtpReply unrecognized() {
        return SmtpReply.of(500, "5.5.1", "Command unrecognized");
    }

    public static SmtpReply lineTooLong() {
        return SmtpReply.of(500, "5.5.2", "Line too long");
    }

    /// A line with a bare CR or LF, a control character, or octets that are no UTF-8.
    public static SmtpReply badCharacters() {
        return SmtpReply.of(500, "5.5.2", "Syntax error: characters that no command may hold");
    }

    static SmtpReply syntax(String verb) {
        return SmtpReply.of(
                501,
                "5.5.4",
                "Syntax: "
                        + switch (verb) {
                            case "HELO" -> "HELO hostname";
                            case "EHLO" -> "EHLO hostname";
                            case "LHLO" -> "LHLO hostname";
                            case "MAIL" -> "MAIL FROM:<address>";
                            case "RCPT" -> "RCPT TO:<address>";
                            case "BDAT" -> "BDAT size [LAST], closing connection";
                            case "AUTH" -> "AUTH mechanism [initial-response]";
                            case "VRFY" -> "VRFY address";
                            case "EXPN" -> "EXPN list";
                            default -> verb + " (no parameters)";
                        });
    }

    static SmtpReply unknownParameter(String keyword) {
        return SmtpReply.of(555, "5.5.4", "Parameter not recognized: " + keyword);
    }

    // Order

    public static SmtpReply badSequence(String why) {
        return SmtpReply.of(503, "5.5.1", why);
    }

    /// A command of which nothing is known on this kind of listener.
    public static SmtpReply notHere(String verb) {
        return SmtpReply.of(500, "5.5.1", verb + " is not spoken here");
    }

    public static SmtpReply noParametersAfterHelo() {
        return SmtpReply.of(555, "5.5.4", "Parameters need EHLO");
    }

    // Envelope

    public static SmtpReply senderOk(ReversePath from) {
        return SmtpReply.of(250, "2.1.0", "<" + from + "> Sender ok");
    }

    public static SmtpReply recipientOk(ForwardPath to) {
        return SmtpReply.of(250, "2.1.5", "<" + to + "> Recipient ok");
    }

    public static SmtpReply userUnknown(ForwardPath to) {
        return SmtpReply.of(550, "5.1.1", "<" + to + "> ... User unknown.");
    }

    public static SmtpReply noRelaying(ForwardPath to) {
        return SmtpReply.of(550, "5.7.1", "Sorry [" + to + "] , I don't allow unauthorized relaying .");
    }

    /// What `effect.dat` refuses.
    public static SmtpReply senderRefused(ReversePath from) {
        return SmtpReply.of(550, "5.1.7", "<" + from + "> ... Sender refused.");
    }

    /// A login that sends in another's name.
    public static SmtpReply foreignSender(ReversePath from) {
        return SmtpReply.of(553, "5.7.1", "<" + from + "> ... Sender is not yours.");
    }

    public static SmtpReply accountSuspended(ForwardPath to) {
        return SmtpReply.of(550, "5.2.1", "<" + to + "> ... Account is suspended.");
    }

    public static SmtpReply aliasesInCircles(ForwardPath to) {
        return SmtpReply.of(554, "5.4.6", "<" + to + "> ... Aliases go round in circles.");
    }

    public static SmtpReply mailboxFull() {
        return SmtpReply.of(450, "4.2.2", "Sorry. e-mail address box is full.");
    }

    /// The mailboxes of a domain are being worked on. RFC 3463 section 3.4.
    public static SmtpReply domainResting() {
        return SmtpReply.of(450, "4.3.2", "The domain is being worked on, try again later");
    }

    public static SmtpReply loginResting() {
        return SmtpReply.of(454, "4.3.2", "The domain is being worked on, try again later");
    }

    /// What `sender.dat` forbids.
    public static SmtpReply forbiddenDestination() {
        return SmtpReply.of(550, "5.1.1", "Please mail to a valid e-mail address.");
    }

    /// More than this client may bring for now.
    public static SmtpReply tooMuchMail() {
        return SmtpReply.of(450, "4.7.1", "Too much mail from you, try again later");
    }

    public static SmtpReply tooManyRecipients() {
        return SmtpReply.of(452, "4.5.3", "Too many recipients");
    }

    /// RFC 6531 section 3.5.
    public static SmtpReply senderNeedsUtf8() {
        return SmtpReply.of(550, "5.6.7", "Non-ASCII address needs SMTPUTF8");
    }

    public static SmtpReply recipientNeedsUtf8() {
        return SmtpReply.of(553, "5.6.7", "Non-ASCII address needs SMTPUTF8");
    }

    // Content

    public static SmtpReply startData() {
        return SmtpReply.plain(354, "Start mail input; end with <CRLF>.<CRLF>");
    }

    public static SmtpReply chunkOk(long octets) {
        return SmtpReply.of(250, "2.0.0", octets + " octets received");
    }

    public static SmtpReply queued(String id) {
        return SmtpReply.of(250, "2.6.0", "<" + id + "> Message accepted");
    }

    /// RFC 1870 section 6.
    public static SmtpReply tooLarge() {
        return SmtpReply.of(552, "5.3.4", "Message size exceeds fixed limit");
    }

    public static SmtpReply noRecipients() {
        return SmtpReply.of(554, "5.5.1", "No valid recipients");
    }

    /// RFC 5321 section 6.3.
    public static SmtpReply tooManyHops() {
        return SmtpReply.of(554, "5.4.6", "Too many hops");
    }

    /// docs/adr has the reasons.
    public static SmtpReply bareLineEnd() {
        return SmtpReply.of(550, "5.6.11", "Bare CR or LF in the message: every line must end with CRLF");
    }

    public static SmtpReply diskFull() {
        return SmtpReply.of(452, "4.3.1", "Insufficient system storage");
    }

    /// Our own fault.
    public static SmtpReply localError() {
        return SmtpReply.of(451, "4.3.0", "Local error in processing");
    }

    // AUTH and STARTTLS

    /// RFC 4954 section 4: what the client is to answer, in base64.
    public static SmtpReply challenge(String base64) {
        return SmtpReply.plain(334, base64);
    }

    public static SmtpReply authenticated() {
        return SmtpReply.of(235, "2.7.0", "Authentication successful");
    }

    public static SmtpReply authenticationFailed() {
        return SmtpReply.of(535, "5.7.0", "Authentication failed.");
    }

    public static SmtpReply authenticationCancelled() {
        return SmtpReply.of(501, "5.7.0", "Authentication cancelled");
    }

    public static SmtpReply notBase64() {
        return SmtpReply.of(501, "5.5.2", "Cannot decode response");
    }

    public static SmtpReply unknownMechanism() {
        return SmtpReply.of(504, "5.5.4", "Unrecognized authentication type");
    }

    public static SmtpReply mechanismNeedsTls() {
        return SmtpReply.of(538, "5.7.11", "Encryption required for requested authentication mechanism");
    }

    public static SmtpReply tooManyAttempts() {
        return SmtpReply.of(454, "4.7.0", "Too many failures, try again later");
    }

    /// RFC 6409 section 4.3.
    public static SmtpReply authenticationRequired() {
        return SmtpReply.of(530, "5.7.0", "Authentication required");
    }

    public static SmtpReply startTls() {
        return SmtpReply.of(220, "2.0.0", "Ready to start TLS");
    }

    public static SmtpReply noTls() {
        return SmtpReply.of(502, "5.5.1", "TLS not available");
    }
}
