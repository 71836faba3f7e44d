using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>The words after <c>uri</c>: the name of an operation, and what it wants.</summary>
internal static class UriArguments
{
    private const string Query = "query";

    private static readonly string[] Operations = ["strip_prefix", "strip_suffix", "replace", "path_regexp", Query];

    public const string Hint = "write `uri strip_prefix /api`, or one of strip_suffix, replace, path_regexp and query";

    public static Arguments Value { get; } = Arguments.Of("strip_prefix|strip_suffix|replace|path_regexp|query <...>", Split, Join);

    private static IEnumerable<OptionEntry> Split(OptionEntry line, ConfigContext context)
    {
        if (line.Values is not [var operation, ..])
            return [];

        OptionValue[] rest = [.. line.Values.Skip(1)];
        if (!Operations.Contains(operation.Text))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownOption,
                operation.Span,
                $"`uri` cannot do `{operation.Text}`",
                NearestName.HintOrList(operation.Text, Operations));
            return [];
        }

        if (operation.Text != Query)
            return [new OptionEntry(operation.Text, operation.Span, rest, EntryForm.Words) { UnsetVariable = line.UnsetVariable }];

        if (rest.Length == 0 && line.Block is null)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingArgument, operation.Span, "`uri query` wants to know what it changes", "write `uri query page 1`, or `uri query -page`");
        }

        // Its one change may stand on the line; several stand in the block.
        return rest is [var first, .. var more]
            ? [new OptionEntry(first.Text, first.Span, more, EntryForm.Words) { IsRow = true, IsQuoted = first.IsQuoted }]
            : [];
    }

    private static IEnumerable<OptionValue> Join(List<OptionEntry> entries)
    {
        if (entries is [{ IsRow: true }, ..])
            return [new OptionValue(Query, default, ValueKind.Word)];

        if (entries is not [var only])
            return [];

        entries.Clear();
        return [only.NameValue, .. only.Values];
    }
}
