using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Shapes;

/// <summary>A scope by its name.</summary>
internal static class ScopeForm
{
    public static ValueForm<Scope> Value { get; } = new()
    {
        Name = "scope",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            if (ScopeNames.TryParse(value.Text, out var scope))
                return new(scope, value.Span);

            reader.Context.Diagnostics.Error(
                DiagnosticCodes.UnknownScope,
                value.Span,
                $"there is no scope `{value.Text}`",
                NearestName.HintOrList(value.Text, ScopeNames.All));
            return null;
        },
        Write = scope => ScopeNames.NamesOf(scope)[0],
        Examples = ScopeNames.All,
        Choices = ScopeNames.All,
    };

    /// <summary><c>NAME=SCOPE</c>: what somebody else's name of a scope means here.</summary>
    public static ValueForm<KeyValuePair<string, Scope>> Named { get; } = new()
    {
        Name = "scope pair",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            var end = value.Text.LastIndexOf('=');
            if (end > 0 && ScopeNames.TryParse(value.Text[(end + 1)..], out var scope))
                return new(KeyValuePair.Create(value.Text[..end], scope), value.Span);

            return reader.Invalid<KeyValuePair<string, Scope>>(value, "must be NAME=SCOPE", $"scopes are {string.Join(", ", ScopeNames.All)}", DiagnosticCodes.UnknownScope);
        },
        Write = pair => $"{pair.Key}={ScopeNames.NamesOf(pair.Value)[0]}",
        Examples = ["llm:chat=chat.completions", "platform-admin=admin.read"],
    };
}
