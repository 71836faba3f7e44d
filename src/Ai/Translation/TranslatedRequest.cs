using FerroGate.Ai.Conversations;
using FerroGate.Ai.Splicing;

namespace FerroGate.Ai.Translation;

/// <summary>A request in the words of a provider's protocol.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Losses">What the provider's protocol cannot say.</param>
/// <param name="Added">The members that the provider's protocol wants and the client did not give.</param>
public sealed record TranslatedRequest(ReadOnlyMemory<byte> Body, IReadOnlyList<Loss> Losses, IReadOnlyList<string> Added)
{
    /// <summary>Makes it ask for usage in its stream; <c>null</c> where that needs no asking.</summary>
    public BodyEdit? UsageEdit { get; init; }

    /// <summary>The output limit in it, where the provider's protocol does not take one as low as the client's.</summary>
    public long? RaisedLimit { get; init; }

    /// <summary>What is sent.</summary>
    /// <param name="injectUsage">Ask for usage in the stream, where that must be asked for.</param>
    public SplicedBody Splice(bool injectUsage) => new(Body, injectUsage && UsageEdit is { } edit ? [edit] : []);
}
