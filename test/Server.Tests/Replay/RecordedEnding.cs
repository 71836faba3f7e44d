using System.Text.Json;
using FerroGate.Testing.Recorded;

namespace FerroGate.Server.Tests.Replay;

/// <summary>How the recorded exchange ended, in the ledger's words.</summary>
internal static class RecordedEnding
{
    public static string Of(RecordedExchange exchange)
    {
        if (exchange.Status != 200)
            return "provider_error";
        if (!exchange.IsAnsweredByStream)
            return "finished";
        return SseText.Documents(exchange.ResponseBytes).Any(IsError) ? "provider_error" : "finished";
    }

    private static bool IsError(JsonElement json) =>
        json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object;
}
