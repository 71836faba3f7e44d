using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>What a tool gave.</summary>
/// <param name="CallId">The call that it answers; empty in a protocol where results follow in order.</param>
/// <param name="Content">What it gave; text and media.</param>
/// <param name="Path">Where it stands.</param>
public sealed record ToolResultPart(JsonText CallId, IReadOnlyList<Part> Content, string Path) : Part(Path)
{
    /// <summary>The tool, in a protocol that says it.</summary>
    public JsonText? Name { get; init; }

    /// <summary>The tool failed; <c>null</c> in a protocol that does not say it.</summary>
    public Carried<bool>? IsError { get; init; }

    /// <summary>Names that the tool failed, for a protocol that cannot say so. What it said of it arrives all the same.</summary>
    public void LoseError(Losses losses)
    {
        if (IsError is { Value: true, Path: var path })
        {
            var isText = Content.Any(part => path.StartsWith(part.Path, StringComparison.Ordinal));
            losses.Add(path, isText ? LossReason.Approximated : LossReason.Unsupported);
        }
    }
}
