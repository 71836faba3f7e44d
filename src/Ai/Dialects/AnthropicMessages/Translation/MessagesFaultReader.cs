using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads the error of a body or an event: <c>{"type":"error","error":{"type":…,"message":…}}</c>.</summary>
internal static class MessagesFaultReader
{
    public static ProviderFault? Read(JsonElement body)
    {
        if (body.Member("error"u8) is not { } error)
        {
            return null;
        }

        if (error.ValueKind == JsonValueKind.String)
        {
            return new ProviderFault(JsonText.Of(error).ToString(), null);
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var type = error.TextOf("type"u8)?.ToString();
        return new ProviderFault(error.TextOf("message"u8)?.ToString() ?? type ?? "", type) { Status = FaultTypes.StatusOf(type) };
    }
}
