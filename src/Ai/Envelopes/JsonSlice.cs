namespace FerroGate.Ai.Envelopes;

/// <summary>A part of a JSON text by its place, quotes and brackets included.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Number of its bytes.</param>
public readonly record struct JsonSlice(int Start, int Length)
{
    public int End => Start + Length;
}
