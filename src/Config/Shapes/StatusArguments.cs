using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A text and a status on one line; three digits alone are a status, as in Caddy.</summary>
internal static class StatusArguments
{
    private const string Status = "status";

    /// <param name="text">The option that the text is.</param>
    /// <param name="syntax">How the documentation shows them.</param>
    public static Arguments Of(string text, string syntax) => Arguments.Of(
        syntax,
        (line, context) =>
        {
            Arguments.RefuseWords(line, 2, context);
            return line.Values switch
            {
                [var only] when IsStatus(only) => [Arguments.Part(line, Status, only)],
                [var only] => [Arguments.Part(line, text, only)],
                [var first, var second, ..] => [Arguments.Part(line, text, first), Arguments.Part(line, Status, second)],
                _ => [],
            };
        },
        entries => Join(text, entries));

    private static bool IsStatus(OptionValue word) => word.Text.Length == 3 && word.Text.All(char.IsAsciiDigit);

    private static IEnumerable<OptionValue> Join(string text, List<OptionEntry> entries)
    {
        var status = Arguments.Take(entries, Status)?.Values[0];
        var first = entries.Find(entry => entry.Name == text)?.Values[0];

        // A status alone must look like one, and a text alone must not: else the other goes to the block.
        if (first is { } word && (status is not null || !IsStatus(word)))
        {
            Arguments.Take(entries, text);
            return status is { } number ? [word, number] : [word];
        }

        // A placeholder alone would be taken for the text.
        return status switch
        {
            { } alone when IsStatus(alone) => [alone],
            { } placeholder => [new OptionValue("", default, ValueKind.Word), placeholder],
            _ => [],
        };
    }
}
