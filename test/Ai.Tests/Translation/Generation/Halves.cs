using System.Text;
using System.Text.Json;

namespace FerroGate.Ai.Tests.Translation.Generation;

/// <summary>
/// Reads JSON whose texts hold half a surrogate pair, which no .NET string can be read from: another letter stands for it, on every
/// level of escaping, so that it is seen wherever it got to.
/// </summary>
internal static class Halves
{
    private const string Half = "\\ud800";
    private const string Letter = "\ue000";

    public static JsonElement Read(ReadOnlySpan<byte> json) => Read(Encoding.UTF8.GetString(json));

    public static JsonElement Read(string json) => JsonElement.Parse(Bytes(json));

    public static byte[] Bytes(ReadOnlySpan<byte> json) => Bytes(Encoding.UTF8.GetString(json));

    private static byte[] Bytes(string json) =>
        Encoding.UTF8.GetBytes(json.Replace($"\\\\\\{Half}", Letter, StringComparison.Ordinal).Replace($"\\{Half}", Letter, StringComparison.Ordinal).Replace(Half, Letter, StringComparison.Ordinal));
}
