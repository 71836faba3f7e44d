using FerroGate.Core.Keys;
using FerroGate.Server.Ai;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Placeholders that a client may fill with its key of this gateway, which is nobody else's to read.</summary>
internal static class CredentialFree
{
    /// <summary>The same placeholder; a value that holds one of our keys is empty.</summary>
    public static PlaceholderResolver Of(PlaceholderResolver inner, KeyDirectory keys) =>
        request => inner(request) is { } value ? KeyTraces.AreIn(value, keys) ? "" : value : null;
}
