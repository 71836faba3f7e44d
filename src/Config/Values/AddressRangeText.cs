namespace FerroGate.Config.Values;

/// <summary>A range of addresses as it is written: <c>10.0.0.0/8</c>, one address, or <c>private_ranges</c>.</summary>
public static class AddressRangeText
{
    /// <summary>The ranges of private networks.</summary>
    public const string Private = "private_ranges";

    public static bool IsValid(string text)
    {
        if (text == Private)
            return true;

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? HostText.IsAddress(text)
            : HostText.IsAddress(text[..slash]) && System.Net.IPNetwork.TryParse(text, out _);
    }
}
