namespace FerroGate.Core.Keys;

/// <summary>What is noted under one name, written <c>NAME=VALUE</c>.</summary>
public static class MetadataPair
{
    /// <summary>Reads what validation has accepted: the name ends at the first <c>=</c>.</summary>
    public static KeyValuePair<string, string> Read(string written)
    {
        var end = written.IndexOf('=', StringComparison.Ordinal);
        return KeyValuePair.Create(written[..end], written[(end + 1)..]);
    }

    public static string Write(KeyValuePair<string, string> pair) => $"{pair.Key}={pair.Value}";
}
