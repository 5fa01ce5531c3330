package epostadm.cli.command;

import epostadm.mailstore.store.MailStore;
import picocli.CommandLine.Parameters;

/// The end of a change that is named.
abstract class ChangesEnd extends ChangeEnding {

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Override
    final String id(MailStore store, Invocation invocation) {
        return id;
    }
}
