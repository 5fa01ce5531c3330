package epostadm.mailstore.control;

import java.util.Optional;

/// How `ims.ctl` wants mail answered. `replyFrom` is the own address unless it says another; `echoMessage` has the
/// message stand below the reply, and `deleteHeader` that without its header; `recordReplies` answers each address
/// once. docs/store-format.md, "Automatic reply".
public record ReplySettings(
        Optional<String> replyFrom, boolean echoMessage, boolean deleteHeader, boolean recordReplies, String subject) {}
