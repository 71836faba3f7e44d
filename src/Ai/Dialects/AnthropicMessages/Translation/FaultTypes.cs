namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>The words of the protocol for kinds of errors, and the HTTP statuses that they stand for.</summary>
internal static class FaultTypes
{
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["invalid_request_error"] = 400,
        ["authentication_error"] = 401,
        ["billing_error"] = 402,
        ["permission_error"] = 403,
        ["not_found_error"] = 404,
        ["request_too_large"] = 413,
        ["rate_limit_error"] = 429,
        ["api_error"] = 500,
        ["timeout_error"] = 504,
        ["overloaded_error"] = 529,
    };

    public static int? StatusOf(string? type) => type is not null && Statuses.TryGetValue(type, out var status) ? status : null;

    /// <summary>The word for an error of any provider.</summary>
    public static string TypeOf(string? code, int? status) =>
        StatusOf(code) is not null ? code!
        : status == 503 ? "overloaded_error"
        : Statuses.FirstOrDefault(pair => pair.Value == status).Key ?? (status is >= 400 and < 500 ? "invalid_request_error" : "api_error");
}
