namespace FerroGate.Config.Options;

/// <summary>What an editor can check of a value without reading it: a number lies between two others, a text has a form.</summary>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The largest number.</param>
/// <param name="Pattern">A regular expression that every right text matches, and perhaps some that are not.</param>
internal sealed record ValueBounds(long? Least = null, long? Most = null, string? Pattern = null)
{
    public static ValueBounds None { get; } = new();

    public static ValueBounds Between(long least, long most) => new(least, most < long.MaxValue ? most : null);
}
