using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>A text with placeholders, ready to be filled in.</summary>
internal sealed class CompiledTemplate
{
    private readonly (string Text, PlaceholderResolver? Resolve)[] _parts;

    /// <param name="parts">Texts, and placeholders with what shows when they have no value.</param>
    public CompiledTemplate(IReadOnlyList<(string Text, PlaceholderResolver? Resolve)> parts)
    {
        _parts = [.. parts];
        Constant = _parts.All(part => part.Resolve is null) ? string.Concat(_parts.Select(part => part.Text)) : null;
    }

    /// <summary>The text where it holds no placeholder, else <c>null</c>.</summary>
    public string? Constant { get; }

    /// <summary>Placeholders without a value stay as they are written.</summary>
    public string ShowUnset(SiteRequest request) => Constant ?? Fill(request, keepsUnset: true, escape: null);

    /// <summary>Placeholders without a value are empty.</summary>
    public string Fill(SiteRequest request) => Constant ?? Fill(request, keepsUnset: false, escape: null);

    /// <summary>The same, with each value changed on its way in; texts stay as they are.</summary>
    /// <param name="request">The request.</param>
    /// <param name="escape">Takes the placeholder in braces, and its value.</param>
    public string Fill(SiteRequest request, Func<string, string, string> escape) => Constant ?? Fill(request, keepsUnset: false, escape);

    /// <summary>The text as it is written, with long names of placeholders.</summary>
    public string Written => string.Concat(_parts.Select(part => part.Text));

    private string Fill(SiteRequest request, bool keepsUnset, Func<string, string, string>? escape)
    {
        if (_parts.Length == 1)
            return ValueOf(_parts[0], request, keepsUnset, escape);

        var values = new string[_parts.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = ValueOf(_parts[i], request, keepsUnset, escape);
        return string.Concat(values);
    }

    private static string ValueOf(
        (string Text, PlaceholderResolver? Resolve) part, SiteRequest request, bool keepsUnset, Func<string, string, string>? escape)
    {
        if (part.Resolve is not { } resolve)
            return part.Text;
        if (resolve(request) is { } value)
            return escape is null ? value : escape(part.Text, value);
        return keepsUnset ? part.Text : "";
    }
}
