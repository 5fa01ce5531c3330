package epostadm.cli.page;

import epostadm.cli.console.Cell;

/// What the values of a picture count.
public enum Unit {
    COUNT,
    BYTES;

    Cell cell(long value) {
        return switch (this) {
            case COUNT -> Cell.number(value);
            case BYTES -> Cell.size(value);
        };
    }
}
