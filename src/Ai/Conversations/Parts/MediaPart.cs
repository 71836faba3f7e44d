using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>An image, a file, or anything else that is not text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">Where its bytes are.</param>
/// <param name="Path">Where it stands.</param>
public sealed record MediaPart(MediaKind Kind, MediaSource Source, string Path) : Part(Path)
{
    /// <summary>The name of the file.</summary>
    public Carried<JsonText>? Name { get; init; }

    /// <summary>How closely the model is to look: <c>low</c>, <c>high</c>, <c>auto</c>.</summary>
    public Carried<JsonText>? Detail { get; init; }
}
