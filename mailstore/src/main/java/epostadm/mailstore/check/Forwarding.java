package epostadm.mailstore.check;

import java.nio.file.Path;
import java.util.List;

/// Where a mailbox's mail is forwarded to: its own address, its `ims.ctl`, and the addresses there.
record Forwarding(String address, Path file, List<String> targets) {}
