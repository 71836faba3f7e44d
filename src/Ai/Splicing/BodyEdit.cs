using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Splicing;

/// <summary>One change to a body: a slice and what stands there instead.</summary>
/// <param name="Slice">What is replaced; of length 0 for an insertion.</param>
/// <param name="Replacement">The bytes that take its place.</param>
public readonly record struct BodyEdit(JsonSlice Slice, ReadOnlyMemory<byte> Replacement);
