using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Reads errors: those of all of OpenAI's protocols, those of a response that has failed, and those of a stream.</summary>
internal static class ResponsesFaultReader
{
    public static ProviderFault? Read(JsonElement body)
    {
        if (ChatFaultReader.Read(body) is not { } fault)
        {
            return null;
        }

        return fault.Code switch
        {
            // The type of the event, where it has no code.
            "error" => fault with { Code = null },
            "server_error" or "rate_limit_exceeded" or "vector_store_timeout" => fault,
            "invalid_prompt" or "data_residency_mismatch" or "bio_policy" or "cyber_policy" => fault with { Status = 400 },
            { } code when code.Contains("image", StringComparison.Ordinal) => fault with { Status = 400 },
            _ => fault,
        };
    }

    /// <summary>What a response that has failed says.</summary>
    public static ProviderFault ReadFailed(JsonElement response) =>
        response.Member("error"u8) is not null && Read(response) is { } fault
            ? fault
            : new ProviderFault("The provider has not completed its answer, and does not say why.", response.TextOf("status"u8)?.ToString());
}
