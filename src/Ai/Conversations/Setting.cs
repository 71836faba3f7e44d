using System.Text.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>One setting of a request.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">The value as the client wrote it, so that numbers keep their last digit.</param>
/// <param name="Path">Where it stands.</param>
public readonly record struct Setting(SettingKind Kind, JsonElement Value, string Path);
