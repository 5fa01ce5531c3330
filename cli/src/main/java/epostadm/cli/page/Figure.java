package epostadm.cli.page;

import epostadm.cli.console.Cell;

/// A sum in large digits.
///
/// @param remark a few words below it, or nothing
public record Figure(String label, Cell value, String remark) {

    public Figure(String label, Cell value) {
        this(label, value, "");
    }
}
