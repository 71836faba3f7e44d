using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>Named response matchers: lines that begin with <c>@</c>, or the array <c>response_matchers</c>.</summary>
internal sealed class ResponseMatchersOption() : Option<ResponseHandlingConfig>("@<name>", "A name for certain answers: `status` and `header`.")
{
    public override string Key => "response_matchers";

    private static Shape<ResponseMatcherConfig> Shape { get; } = new Shape<ResponseMatcherConfig>()
        .Value("name", Forms.Text.Such("name", "failed"), matcher => matcher.Name, (matcher, name) => matcher with { Name = name },
            "What it is called, without the `@`.", OptionPlace.TomlOnly)
        .Part(matcher => matcher.When, (matcher, when) => matcher with { When = when }, ResponseMatchShape.Shape);

    public override bool IsMany => true;

    public override OptionContent Content { get; } = new("block") { Shape = () => Shape };

    public override bool HasLine(string name) => name is ['@', _, ..];

    public override ResponseHandlingConfig Read(
        ResponseHandlingConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var matchers = new List<ResponseMatcherConfig>(target.Matchers);
        foreach (var entry in entries)
        {
            var empty = entry.Form == EntryForm.Words
                ? new ResponseMatcherConfig { Name = new(entry.Name[1..], entry.NameSpan) }
                : new ResponseMatcherConfig();
            if (Shape.Read(empty, MatcherShape.Normalise(entry), context) is not { } matcher)
                continue;

            if (matcher.Name is not { } name)
                context.Diagnostics.Error(DiagnosticCodes.MissingOption, entry.NameSpan, "a response matcher needs a `name`");
            else if (matchers.Exists(other => other.Name!.Value == name.Value))
                context.Diagnostics.Error(DiagnosticCodes.DuplicateName, name.Span, $"the response matcher `@{name.Value}` is defined already");
            else
                matchers.Add(matcher);
        }

        return target with { Matchers = matchers };
    }

    public override IEnumerable<OptionEntry> Write(ResponseHandlingConfig source, ConfigFormat format) =>
        source.Matchers.Select(matcher => MatcherShape.Shorten(
            Shape.WriteEntry(format == ConfigFormat.Toml ? Key : $"@{matcher.Name!.Value}", matcher, format) with { IsItem = true }));
}
