using System.Diagnostics.CodeAnalysis;
using System.Text;
using FerroGate.Config.Options;

namespace FerroGate.Config.Reference;

/// <summary>Where each block is described: once, and linked to from everywhere else.</summary>
internal sealed class ShapeHomes
{
    private readonly Dictionary<IShape, (string FileName, string Anchor)> _homes = [];

    /// <summary>Says that a block is described below a heading; <c>false</c> where it has a place already.</summary>
    public bool TryAdd(IShape shape, string fileName, string heading) => _homes.TryAdd(shape, (fileName, Anchor(heading)));

    /// <summary>What a link on a page points to.</summary>
    public bool TryLink(IShape shape, string fromFileName, [NotNullWhen(true)] out string? link)
    {
        link = _homes.TryGetValue(shape, out var home)
            ? home.FileName == fromFileName ? $"#{home.Anchor}" : $"{home.FileName}#{home.Anchor}"
            : null;
        return link is not null;
    }

    /// <summary>What GitHub makes of a heading.</summary>
    public static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var character in heading.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
                anchor.Append(character);
            else if (character == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }
}
