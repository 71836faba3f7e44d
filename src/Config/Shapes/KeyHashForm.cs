using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Shapes;

/// <summary>The hash of a client's key.</summary>
internal static class KeyHashForm
{
    private const string OldPrefix = "blake2b:";

    public static ValueForm<KeyHash> Value { get; } = new()
    {
        Name = "hash",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => Read(value, reader.Context.Diagnostics),
        Write = hash => hash.ToString(),
        Examples = [$"{KeyHash.Prefix}{new string('a', 64)}"],
    };

    /// <summary>It is a hash, or somebody took it for one.</summary>
    public static bool Looks(string text) =>
        text.StartsWith(KeyHash.Prefix, StringComparison.Ordinal) || text.StartsWith(OldPrefix, StringComparison.Ordinal);

    public static Setting<KeyHash>? Read(OptionValue value, DiagnosticBag diagnostics)
    {
        if (KeyHash.TryParse(value.Text, out var hash))
            return new(hash, value.Span);

        if (value.Text.StartsWith(OldPrefix, StringComparison.Ordinal))
        {
            diagnostics.NotSupported(
                value.Span, "a `blake2b:` hash", "make a new one from the secret with `ferrogate hash-key --secret SECRET`");
            return null;
        }

        diagnostics.Error(
            DiagnosticCodes.InvalidSecret,
            value.Span,
            "a hash is `sha256:` and 64 hexadecimal digits",
            "make one with `ferrogate hash-key --secret SECRET`");
        return null;
    }
}
