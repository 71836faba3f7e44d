namespace FerroGate.Config.Text;

/// <summary>
/// Blocks whose lines hold secrets behind names of their writer's choice, such as the users of <c>basic_auth</c>. Like
/// <see cref="SecretMask"/> it looks at the bare text: what could be read of a broken one may lack the block.
/// </summary>
internal static class SecretBlock
{
    // Longer ones are files of users, which are imported.
    private const int Farthest = 1000;

    private static readonly string[] Names = ["basic_auth", "basicauth", "dns", "acme_dns"];

    /// <summary>Whether a line stands in such a block, or in a file or snippet that is imported into one.</summary>
    public static bool Holds(SourceSpan place) =>
        IsName(OpeningOf(place)) || place.Import?.Chain().Any(import => IsName(OpeningOf(import.At))) == true;

    // The line above that opens the block in which a place stands; empty at the top of a file.
    private static ReadOnlySpan<char> OpeningOf(SourceSpan place)
    {
        var closed = 0;
        for (var number = place.Line - 1; number >= Math.Max(1, place.Line - Farthest); number--)
        {
            var line = place.File.Lines.Line(number).Trim();
            if (line is "}")
                closed++;
            else if (line.EndsWith('{') && closed-- == 0)
                return line;
        }

        return [];
    }

    private static bool IsName(ReadOnlySpan<char> opening)
    {
        var end = opening.IndexOfAny(" \t{");
        var name = end < 0 ? opening : opening[..end];
        foreach (var known in Names)
        {
            if (name.SequenceEqual(known))
                return true;
        }

        return false;
    }
}
