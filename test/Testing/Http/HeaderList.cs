using System.Collections;

namespace FerroGate.Testing.Http;

/// <summary>The header lines of one message, in the order and spelling in which they came.</summary>
public sealed class HeaderList(IReadOnlyList<KeyValuePair<string, string>> lines) : IReadOnlyList<KeyValuePair<string, string>>
{
    public int Count => lines.Count;

    public KeyValuePair<string, string> this[int index] => lines[index];

    /// <summary>The value of the only line with that name, or <c>null</c>.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public string? this[string name] => All(name) switch
    {
        [] => null,
        [var only] => only,
        var several => throw new InvalidOperationException($"{several.Count} lines of {name}: {string.Join(" | ", several)}"),
    };

    public IReadOnlyList<string> All(string name) =>
        [.. lines.Where(line => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value)];

    public bool Has(string name) => All(name).Count > 0;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join('\n', lines.Select(line => $"{line.Key}: {line.Value}"));
}
