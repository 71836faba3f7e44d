using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads errors as Google's APIs tell them (google.rpc.Status): an object, or a list with one.</summary>
internal static class GenerateFaultReader
{
    /// <summary>The error; <c>null</c> where there is none.</summary>
    public static ProviderFault? Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array)
        {
            return body.EnumerateArray().Select(Read).FirstOrDefault(fault => fault is not null);
        }

        if (body.Member("error"u8) is not { } error)
        {
            return null;
        }

        if (error.ValueKind == JsonValueKind.String)
        {
            return new ProviderFault(JsonText.Of(error).ToString(), null);
        }

        var word = error.TextOf("status"u8)?.ToString();
        var hasStatus = error.Member("code"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var code) && code is >= 400 and < 600;
        return new ProviderFault(error.TextOf("message"u8)?.ToString() ?? "", word)
        {
            Status = hasStatus ? error.GetProperty("code"u8).GetInt32() : StatusOf(word),
            Parameter = ParameterOf(error),
        };
    }

    // google.rpc.Code and the statuses that it stands for.
    private static int? StatusOf(string? word) => word switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" => 400,
        "UNAUTHENTICATED" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "ABORTED" or "ALREADY_EXISTS" => 409,
        "RESOURCE_EXHAUSTED" => 429,
        "CANCELLED" => 499,
        "UNKNOWN" or "INTERNAL" or "DATA_LOSS" => 500,
        "UNIMPLEMENTED" => 501,
        "UNAVAILABLE" => 503,
        "DEADLINE_EXCEEDED" => 504,
        _ => null,
    };

    // google.rpc.BadRequest names the fields that are to blame.
    private static string? ParameterOf(JsonElement error)
    {
        if (error.Member("details"u8) is not { ValueKind: JsonValueKind.Array } details)
        {
            return null;
        }

        foreach (var detail in details.EnumerateArray())
        {
            if (detail.Member("fieldViolations"u8) is { ValueKind: JsonValueKind.Array } violations
                && violations.EnumerateArray().Select(violation => violation.TextOf("field"u8)).FirstOrDefault(field => field is not null) is { } found)
            {
                return found.ToString();
            }
        }

        return null;
    }
}
