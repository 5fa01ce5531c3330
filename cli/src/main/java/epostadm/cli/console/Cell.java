package epostadm.cli.console;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// One typed value of a report; its kind decides how text, JSON and CSV show it.
///
/// A closed set, visited through [Form] and not by a pattern switch: the first pattern switch of a process costs
/// several milliseconds, which every short command would pay.
public sealed interface Cell {

    /// How one output format shows each kind of cell.
    interface Form<R> {
        R text(String text) throws IOException;

        R number(long number) throws IOException;

        /// Bytes: `1.5 MB` for people, plain digits for programs.
        R size(long bytes) throws IOException;

        R instant(Instant instant) throws IOException;

        R flag(boolean flag) throws IOException;

        /// One of a closed set: `label` for people, in their language; `token` for programs.
        R word(String token, String label) throws IOException;

        R several(List<String> texts) throws IOException;

        /// No value: `-`, `null`, or an empty field.
        R absent() throws IOException;
    }

    <R> R in(Form<R> form) throws IOException;

    /// Whether people read it right-aligned.
    default boolean isNumeric() {
        return false;
    }

    record Text(String text) implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.text(text);
        }
    }

    record Number(long number) implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.number(number);
        }

        @Override
        public boolean isNumeric() {
            return true;
        }
    }

    record Size(long bytes) implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.size(bytes);
        }

        @Override
        public boolean isNumeric() {
            return true;
        }
    }

    record Moment(Instant instant) implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.instant(instant);
        }
    }

    record Flag(boolean flag) implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.flag(flag);
        }
    }

    record Word(String token, String label) implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.word(token, label);
        }
    }

    record Several(List<String> texts) implements Cell {
        public Several {
            texts = List.copyOf(texts);
        }

        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.several(texts);
        }
    }

    record Absent() implements Cell {
        @Override
        public <R> R in(Form<R> form) throws IOException {
            return form.absent();
        }
    }

    static Cell text(String text) {
        return new Text(text);
    }

    static Cell number(long number) {
        return new Number(number);
    }

    static Cell size(long bytes) {
        return new Size(bytes);
    }

    static Cell instant(Instant instant) {
        return new Moment(instant);
    }

    static Cell flag(boolean flag) {
        return new Flag(flag);
    }

    static Cell word(String token, String label) {
        return new Word(token, label);
    }

    static Cell several(List<String> texts) {
        return new Several(texts);
    }

    static Cell absent() {
        return new Absent();
    }
}
