package epostadm.cli.command;

import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in the person's language what picocli found wrong with a command line.
final class UsageErrors {

    private final Texts messages;
    private final List<String> arguments;

    UsageErrors(Texts messages, List<String> arguments) {
        this.messages = messages;
        this.arguments = arguments;
    }

    String sentence(ParameterException wrong) {
        return switch (wrong) {
            case UnmatchedArgumentException e -> unmatched(e);
            case MissingParameterException e -> missing(e);
            case OverwrittenOptionException e -> messages.text("usage.given-twice", name(e.getOverwritten()));
            case MaxValuesExceededException e ->
                argument(e).map(a -> messages.text("usage.too-many", name(a))).orElseGet(() -> other(e));
            case MutuallyExclusiveArgsException e -> messages.text("usage.exclusive", namesIn(e));
            default ->
                argument(wrong)
                        .filter(_ -> wrong.getValue() != null)
                        .map(a -> invalid(a, wrong.getValue()))
                        .orElseGet(() -> other(wrong));
        };
    }

    private String unmatched(UnmatchedArgumentException e) {
        String typed = e.getUnmatched().getFirst();
        if (!typed.startsWith("-")) {
            return messages.text("usage.unexpected-argument", typed);
        }
        String option = typed.replaceFirst("=.*", "");
        List<String> known = e.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        List<String> near = NearWords.of(option, known);
        return near.isEmpty()
                ? messages.text("usage.unknown-option", option)
                : messages.text("usage.unknown-option-near", option, String.join(", ", near));
    }

    private String missing(MissingParameterException e) {
        boolean valueMissing =
                e.getMissing().size() == 1 && e.getMissing().getFirst() instanceof OptionSpec option && typed(option);
        if (valueMissing) {
            ArgSpec option = e.getMissing().getFirst();
            return messages.text("usage.missing-value", name(option), option.paramLabel());
        }
        return messages.text(
                "usage.missing", e.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", ")));
    }

    private boolean typed(OptionSpec option) {
        return Arrays.stream(option.names()).anyMatch(arguments::contains);
    }

    private String invalid(ArgSpec argument, String value) {
        Class<?> type = argument.typeInfo().getAuxiliaryTypes().length > 0
                ? argument.typeInfo().getAuxiliaryTypes()[0]
                : argument.type();
        String accepted = type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> Tokens.of((Enum<?>) constant))
                        .collect(Collectors.joining(", "))
                : messages.find("accepted." + type.getSimpleName()).orElse(argument.paramLabel());
        return messages.text("usage.invalid-value", name(argument), value, accepted);
    }

    private static Optional<ArgSpec> argument(ParameterException e) {
        return Optional.ofNullable(e.getArgSpec());
    }

    private static String name(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> option.longestName();
            case PositionalParamSpec positional -> positional.paramLabel();
            default -> argument.toString();
        };
    }

    /// The names stand only in picocli's sentence: `Error: --a, --b are mutually exclusive (specify only one)`.
    private static String namesIn(MutuallyExclusiveArgsException e) {
        return e.getMessage().replaceFirst("^Error: ", "").replaceFirst(" are mutually exclusive.*", "");
    }

    private String other(ParameterException e) {
        return messages.text("usage.other", e.getMessage());
    }
}
