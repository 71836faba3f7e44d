using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>The words <c>NAME -&gt; PROVIDER:MODEL …</c> of a model, and <c>PROVIDER:MODEL</c> of a fallback.</summary>
internal static class TargetArguments
{
    private const string Arrow = "->";

    public static Arguments OfModel { get; } = Arguments.Of("<name> -> <provider>:<model> [<provider>:<model>...]", SplitModel, JoinModel);

    public static Arguments OfFallback { get; } = Arguments.Of(
        "<provider>:<model>",
        (line, context) =>
        {
            Arguments.RefuseWords(line, 1, context);
            return line.Values.Count > 0 ? SplitTarget(line, line.Values[0], context) : [];
        },
        JoinTarget);

    private static IEnumerable<OptionEntry> SplitModel(OptionEntry line, ConfigContext context)
    {
        List<OptionValue> words = [.. line.Values.Where((word, i) => i != 1 || word.IsQuoted || word.Text != Arrow)];
        if (words.Count < 2)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingArgument,
                line.NameSpan,
                "`model` wants a name and what it leads to",
                "write `model NAME -> PROVIDER:MODEL`");
        }

        if (words.Count == 0)
            return [];

        return
        [
            Arguments.Part(line, "name", words[0]),
            .. words.Skip(1).Take(1).SelectMany(word => SplitTarget(line, word, context)),
            .. words.Skip(2).Select(word => Arguments.Part(line, "fallback", word)),
        ];
    }

    // Only the first colon divides: models of Ollama and others have colons of their own.
    private static IEnumerable<OptionEntry> SplitTarget(OptionEntry line, OptionValue word, ConfigContext context)
    {
        var colon = word.Text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == word.Text.Length - 1)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                word.Span,
                $"`{word.Text}` does not name a provider and its model",
                "write PROVIDER:MODEL");
            return [];
        }

        var (provider, model) = (word.Text[..colon], word.Text[(colon + 1)..]);
        return
        [
            Arguments.Part(line, "provider", word with { Text = provider, Span = word.Span.Find(provider) }),
            Arguments.Part(line, "provider_model", word with { Text = model, Span = word.Span.Find(model) }),
        ];
    }

    private static IEnumerable<OptionValue> JoinModel(List<OptionEntry> entries)
    {
        var name = Arguments.Take(entries, "name")!.Values[0];
        return [name, new OptionValue(Arrow, default, ValueKind.Word), .. JoinTarget(entries)];
    }

    private static IEnumerable<OptionValue> JoinTarget(List<OptionEntry> entries)
    {
        var provider = Arguments.Take(entries, "provider")!.Values[0];
        var model = Arguments.Take(entries, "provider_model")!.Values[0];
        return [provider with { Text = $"{provider.Text}:{model.Text}" }];
    }
}
