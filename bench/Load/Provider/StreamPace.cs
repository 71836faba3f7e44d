namespace FerroGate.Bench.Load.Provider;

/// <summary>How a stream of the provider comes. Its request says so.</summary>
/// <param name="Events">How many events with text there are: <c>max_tokens</c>.</param>
/// <param name="Milliseconds">How far apart they are: <c>seed</c>, which gateways leave alone.</param>
internal readonly record struct StreamPace(int Events, int Milliseconds)
{
    /// <summary>As a quick model does.</summary>
    public static StreamPace Quick { get; } = new(200, 10);

    /// <summary>So slow that thousands of them are no load.</summary>
    public static StreamPace Slow { get; } = new(20, 1_000);

    public string ToJson() => $"\"max_tokens\":{Events},\"seed\":{Milliseconds}";

    /// <summary>Reads it off a body; where gateways have lost the seed, it is quick.</summary>
    public static StreamPace Of(ReadOnlySpan<byte> body) =>
        new(Number(body, "\"max_tokens\":"u8) ?? Quick.Events, Number(body, "\"seed\":"u8) ?? Quick.Milliseconds);

    private static int? Number(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var at = body.IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(body[(at + name.Length)..], out int number, out _) ? number : null;
    }
}
