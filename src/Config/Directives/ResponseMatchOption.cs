using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>match</c>: which answers a directive applies to; a block, or one condition on its line.</summary>
internal sealed class ResponseMatchOption<T>(Func<T, ResponseMatchConfig?> get, Func<T, ResponseMatchConfig, T> set)
    : Option<T>("match", "Only these answers: `status` and `header`.")
{
    public override bool IsMany => false;

    public override OptionContent Content { get; } = new("block") { Shape = () => ResponseMatchShape.Shape };

    // TOML has `match` for requests already.
    public override string Key => "match_response";

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context) =>
        ResponseMatchShape.Shape.Read(new ResponseMatchConfig(), MatcherShape.Normalise(entries[0]), context) is { } when
            ? set(target, when)
            : target;

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format) => get(source) is { } when
        ? [MatcherShape.Shorten(ResponseMatchShape.Shape.WriteEntry(format == ConfigFormat.Toml ? Key : Name, when, format))]
        : [];
}
