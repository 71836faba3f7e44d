using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>Which tools the model calls.</summary>
/// <param name="Kind">Whether it may or must.</param>
/// <param name="Name">The tool of <see cref="ToolChoiceKind.Named"/>.</param>
public sealed record ToolChoice(ToolChoiceKind Kind, JsonText? Name = null);
