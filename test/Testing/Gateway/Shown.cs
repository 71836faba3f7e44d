using System.Collections;

namespace FerroGate.Testing.Gateway;

/// <summary>A list whose text is its items, so that a failed wait shows them.</summary>
internal sealed class Shown<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
{
    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{items.Count} items\n{string.Join('\n', items.Take(20))}";
}
