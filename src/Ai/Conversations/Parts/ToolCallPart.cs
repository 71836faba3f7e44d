using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Parts;

/// <summary>The model wants a tool to be called.</summary>
/// <param name="Id">The name of the call, to which its result answers; empty in a protocol where results follow in order.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What it is called with.</param>
/// <param name="Path">Where it stands.</param>
public sealed record ToolCallPart(JsonText Id, JsonText Name, ToolArguments Arguments, string Path) : Part(Path)
{
    /// <summary>The thought behind the call, sealed by the provider that had it.</summary>
    public Seal? Seal { get; init; }

    /// <summary>Where the seal stands.</summary>
    public string SealPath { get => field ?? Path; init; }
}
